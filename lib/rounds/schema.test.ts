import { describe, expect, test } from "vitest";
import { planAssignments } from "./dealing/assign";
import { RoundForm, toRoundSize } from "./schema";

const id = "01900000-0000-7000-8000-000000000001";
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
});
