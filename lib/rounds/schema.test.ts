import { describe, expect, test } from "vitest";
import { planAssignments } from "./dealing/assign";
import { RoundForm, toLimits, toRoundSize } from "./schema";

const id = "01900000-0000-7000-8000-000000000001";
const other = "01900000-0000-7000-8000-000000000002";
const form = {
  project: "garden",
  roundId: "",
  intent: "open",
  name: "Pilot",
  criterionIds: [id],
  userIds: [id],
  overlap: "2",
  sampling: "random",
  n: "40",
  order: "RANDOM",
  seed: "7",
  goldShare: "5",
  trainingRoundId: id,
};

describe("toRoundSize", () => {
  test("foretells what planAssignments makes", () => {
    for (const [available, n, overlap, people] of [
      [120, 96, 2, 5],
      [7, 10, 3, 4],
      [10, 4, 1, 3],
    ] as const) {
      const size = toRoundSize({ available, sampling: { kind: "random", n }, overlap, people });
      const planned = planAssignments({ comparisons: size.comparisons, annotators: people, overlap, order: "RANDOM", seed: 1 });
      const loads = Array.from({ length: people }, (_, index) => planned.filter((each) => each.annotator === index).length);
      expect(size.assignments).toBe(planned.length);
      expect([size.least, size.most]).toEqual([Math.min(...loads), Math.max(...loads)]);
    }
  });

  test("counts what two people share: 96 comparisons by two of three people are 32 a pair", () => {
    expect(toRoundSize({ available: 120, sampling: { kind: "random", n: 96 }, overlap: 2, people: 3 })).toMatchObject({
      comparisons: 96,
      assignments: 192,
      least: 64,
      most: 64,
      gold: 0,
      goldEach: 0,
      repeatsEach: 0,
      sharedByPair: 32,
    });
    expect(toRoundSize({ available: 5, sampling: { kind: "all" }, overlap: 1, people: 0 })).toMatchObject({
      most: 0,
      sharedByPair: 0,
    });
  });
});

describe("toRoundSize with limits", () => {
  test("leaves out of a planned round what people's limits do not hold", () => {
    // 30 + 30 + 30 labels are 45 comparisons by two.
    const size = toRoundSize({ available: 100, sampling: { kind: "all" }, overlap: 2, people: 3, limits: [30, 30, 30] });
    expect(size).toMatchObject({ comparisons: 45, assignments: 90, leftOut: 55, short: 0, least: 30, most: 30 });
  });

  test("spreads what one with a limit does not do over the others", () => {
    const size = toRoundSize({ available: 10, sampling: { kind: "all" }, overlap: 2, people: 3, limits: [4, null, null] });
    expect(size.each).toEqual([
      { least: 4, most: 4 },
      { least: 8, most: 8 },
      { least: 8, most: 8 },
    ]);
  });

  test("says how many labels a round on demand lacks", () => {
    const plan = { available: 100, sampling: { kind: "all" as const }, overlap: 2, people: 3, limits: [30, 30, null] };
    expect(toRoundSize({ ...plan, dealing: "ON_DEMAND" })).toMatchObject({
      comparisons: 100,
      assignments: 200,
      leftOut: 0,
      short: 40,
    });
  });

  test("takes a person's own limit before that of all", () => {
    const settings = { userIds: [id, other], members: [{ userId: other, group: "", limit: 5 }], perPersonLimit: 9 };
    expect(toLimits(settings)).toEqual([9, 5]);
    expect(toLimits({ ...settings, members: [{ userId: other, group: "experts", limit: null }] })).toEqual([9, 9]);
  });
});

describe("RoundForm", () => {
  test("reads a form as settings", () => {
    expect(RoundForm.parse(form).settings).toEqual({
      name: "Pilot",
      criterionIds: [id],
      userIds: [id],
      overlap: 2,
      sampling: { kind: "random", n: 40 },
      order: "RANDOM",
      seed: 7,
      dealing: "PLANNED",
      reservationMinutes: null,
      perPersonLimit: null,
      members: [],
      kind: "LABELLING",
      goldShare: 0.05,
      repeatShare: 0,
      passMark: null,
      trainingRoundId: id,
    });
    expect(RoundForm.parse({ ...form, kind: "TRAINING", passMark: "80" }).settings).toMatchObject({
      kind: "TRAINING",
      goldShare: 0,
      passMark: 0.8,
      trainingRoundId: null,
    });
    expect(RoundForm.parse({ ...form, sampling: "all" }).settings.sampling).toEqual({ kind: "all" });
  });

  test("says which field is wrong", () => {
    const fieldsOf = (changes: object) =>
      RoundForm.safeParse({ ...form, ...changes }).error?.issues.map((issue) => issue.path.join("."));
    expect(fieldsOf({ name: " " })).toEqual(["settings.name"]);
    expect(fieldsOf({ overlap: "0" })).toEqual(["settings.overlap"]);
    expect(fieldsOf({ n: "0" })).toEqual(["settings.sampling.n"]);
    expect(fieldsOf({ userIds: [] })).toEqual(["settings.userIds"]);
    expect(fieldsOf({ seed: "1.5" })).toEqual(["settings.seed"]);
    expect(fieldsOf({ goldShare: "60" })).toEqual(["settings.goldShare"]);
    expect(fieldsOf({ kind: "TRAINING", passMark: "101" })).toEqual(["settings.passMark"]);
    expect(fieldsOf({ sampling: "everything" })).toEqual(["settings.sampling.kind"]);
    expect(fieldsOf({ extra: "1" })).toEqual([""]);
  });

  test("reads how comparisons are dealt: minutes on demand, days where they are planned, nothing where nothing is given", () => {
    const read = (changes: object) => RoundForm.parse({ ...form, ...changes }).settings;
    expect(read({ dealing: "ON_DEMAND", reservationMinutes: "90", perPersonLimit: "12" })).toMatchObject({
      dealing: "ON_DEMAND",
      reservationMinutes: 90,
      perPersonLimit: 12,
    });
    expect(read({ awayDays: "2", reservationMinutes: "90" })).toMatchObject({ dealing: "PLANNED", reservationMinutes: 2880 });
    expect(read({ dealing: "ON_DEMAND", reservationMinutes: "" }).reservationMinutes).toBeNull();
    const members = [{ userId: id, group: "experts", limit: 3 }];
    expect(read({ members: JSON.stringify(members) }).members).toEqual(members);
    const wrong = (changes: object) =>
      RoundForm.safeParse({ ...form, ...changes }).error?.issues.map((issue) => issue.path.join("."));
    expect(wrong({ perPersonLimit: "0" })).toEqual(["settings.perPersonLimit"]);
    expect(wrong({ dealing: "ON_DEMAND", reservationMinutes: "1.5" })).toEqual(["settings.reservationMinutes"]);
    expect(wrong({ members: "no json" })).toEqual(["settings.members"]);
    expect(wrong({ members: JSON.stringify([{ userId: id, group: "x".repeat(41), limit: null }]) })).toEqual([
      "settings.members.0.group",
    ]);
  });
});
