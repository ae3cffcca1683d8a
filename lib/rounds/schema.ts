import * as z from "zod";
import { countGold, countGoldOn, countRepeats, type HiddenShares } from "@/lib/gold/hidden-share";
import type { GoldCount } from "@/lib/gold/types";
import { fitComparisons, highestLoad } from "./dealing/limits";
import type { Dealing, RoundKind } from "./types";

/** How many comparisons a browser may fetch ahead. */
export const LONGEST_QUEUE = 20;

/** The query of `GET /api/rounds/{round}/queue` and `/labels`. */
export const QueueQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(LONGEST_QUEUE).default(LONGEST_QUEUE),
  /** A `next` from an earlier answer. */
  after: z.coerce.number().int().min(-1).max(2_147_483_647).optional(),
});
export type QueueQuery = z.infer<typeof QueueQuery>;

/** Which of a person's own answers are listed. */
export const OwnAnswersQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(50).default(50),
  /** A `next` from an earlier answer. */
  after: z.coerce.number().int().min(-1).max(2_147_483_647).optional(),
  answer: z.enum(["LEFT", "RIGHT", "TIE", "BOTH_BAD", "UNSURE", "SKIP"]).optional(),
  /** Only answers on this criterion count. */
  criterion: z.uuid().optional(),
  only: z.enum(["changed", "rationale"]).optional(),
  /** Stands in the prompt, in a response or in the rationale, whatever its case. */
  q: z
    .string()
    .trim()
    .max(200)
    .refine((text) => !text.includes("\0"), "A text cannot hold the character NUL.")
    .optional(),
});
export type OwnAnswersQuery = z.infer<typeof OwnAnswersQuery>;

/** A comparison of one's own, by its token. */
export const OwnItemQuery = z.strictObject({ token: z.string().min(1).max(400) });

const MOST_CHOSEN = 1000;

/** Comparisons of a list that a round is made from, as an address has them: `chosen=ID,ID`. What cannot be read is left out. */
export const ChosenQuery = z.object({
  chosen: z
    .string()
    .transform((text) => text.split(","))
    .pipe(z.array(z.uuid()).max(MOST_CHOSEN))
    .catch([])
    .default([]),
});

/** Which comparisons a round takes: all, a uniform random sample, or those that somebody chose by hand. */
export const Sampling = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("all") }),
  z.strictObject({
    kind: z.literal("random"),
    n: z.int("Give a whole number.").min(1, "Draw at least one comparison.").max(1_000_000),
  }),
  z.strictObject({
    kind: z.literal("chosen"),
    comparisonIds: z
      .array(z.uuid("Choose comparisons of this project."))
      .min(1, "Choose at least one comparison.")
      .max(MOST_CHOSEN, `Choose at most ${MOST_CHOSEN} comparisons.`),
  }),
]);
export type Sampling = z.infer<typeof Sampling>;

const Share = z.number("Give a number.").min(0, "Give 0 to 50 %.").max(0.5, "Give 0 to 50 %.");

const quality = {
  kind: z.enum(["LABELLING", "TRAINING"]),
  /** Share of gold comparisons in each person's queue, and of their comparisons that come again mirrored. */
  goldShare: Share,
  repeatShare: Share,
  /** Share of comparisons that must be answered as the gold says; of a training round alone. */
  passMark: z.number("Give a number.").min(0, "Give 0 to 100 %.").max(1, "Give 0 to 100 %.").nullable(),
  /** The training round that must be passed first. */
  trainingRoundId: z.uuid().nullable(),
};

const Limit = z.int("Give a whole number.").min(1, "Give at least 1, or nothing for no limit.").max(1_000_000);

const member = {
  /** A name that some of the people share, such as "experts". */
  group: z.string().trim().max(40, "Write at most 40 characters."),
  /** Comparisons that this person may label; null: as everybody. */
  limit: Limit.nullable(),
};

/** What is particular to one person of a round. */
const MemberSettings = z.strictObject({ userId: z.uuid(), ...member });
export type MemberSettings = z.infer<typeof MemberSettings>;

/** What is particular to one person of a round that was opened. */
export const RoundMemberInput = z.strictObject({ annotatorId: z.uuid(), ...member });
export type RoundMemberInput = z.infer<typeof RoundMemberInput>;

/** The form of one person in a round. */
export const RoundMemberForm = z
  .strictObject({
    project: z.string().max(100),
    roundId: z.uuid(),
    annotatorId: z.string(),
    group: z.string(),
    limit: z.string().transform(toNumber),
  })
  .pipe(RoundMemberInput.extend({ project: z.string(), roundId: z.string() }));

const dealing = {
  dealing: z.enum(["PLANNED", "ON_DEMAND"]),
  /** On demand: how long a reservation lasts. Planned: how long somebody may be away. Null: for ever. */
  reservationMinutes: z
    .int("Give a whole number.")
    .min(1, "Give at least 1, or nothing for no end.")
    .max(525_600, "Give at most a year.")
    .nullable(),
  perPersonLimit: Limit.nullable(),
  /** Of people who differ from the others. */
  members: z.array(MemberSettings),
};

/** What a new round is made from. */
export const RoundInput = z.strictObject({
  name: z.string().trim().min(1, "Give the round a name.").max(120, "Write at most 120 characters."),
  criterionIds: z.array(z.uuid()).min(1, "Choose at least one criterion."),
  /** Members of the project who label, by their user ids. */
  userIds: z.array(z.uuid()).min(1, "Choose at least one person."),
  overlap: z.int("Give a whole number.").min(1, "Each comparison needs at least one person.").max(100),
  sampling: Sampling,
  order: z.enum(["RANDOM", "DATASET"]),
  /** Seeds the sample, the order and the sides. */
  seed: z.int("Give a whole number.").min(0).max(2_147_483_647),
  kind: quality.kind.default("LABELLING"),
  goldShare: quality.goldShare.default(0),
  repeatShare: quality.repeatShare.default(0),
  passMark: quality.passMark.default(null),
  trainingRoundId: quality.trainingRoundId.default(null),
  dealing: dealing.dealing.default("PLANNED"),
  reservationMinutes: dealing.reservationMinutes.default(null),
  perPersonLimit: dealing.perPersonLimit.default(null),
  members: dealing.members.default([]),
});
export type RoundInput = z.infer<typeof RoundInput>;

/** What a round is made from, with what can be left out. */
export type NewRound = z.input<typeof RoundInput>;

/** A round as its form sends it; `open` opens it at once. */
export const RoundForm = z
  .strictObject({
    project: z.string().max(100),
    roundId: z.union([z.uuid(), z.literal("")]),
    intent: z.enum(["save", "open"]),
    name: z.string(),
    criterionIds: z.array(z.string()).default([]),
    userIds: z.array(z.string()).default([]),
    overlap: z.coerce.number("Give a whole number."),
    sampling: z.string(),
    n: z.coerce.number("Give a whole number.").optional(),
    /** Ids with commas between them. */
    chosen: z.string().default(""),
    order: z.string(),
    seed: z.coerce.number("Give a whole number."),
    kind: z.enum(["LABELLING", "TRAINING"]).default("LABELLING"),
    /** In per cent, as people write them. */
    goldShare: z.coerce.number("Give a number.").default(0),
    repeatShare: z.coerce.number("Give a number.").default(0),
    passMark: z.coerce.number("Give a number.").default(0),
    trainingRoundId: z.string().default(""),
    dealing: z.enum(["PLANNED", "ON_DEMAND"]).default("PLANNED"),
    /** Empty where there is no end and no limit. */
    reservationMinutes: z.string().default(""),
    awayDays: z.string().default(""),
    perPersonLimit: z.string().default(""),
    /** `MemberSettings` as JSON. */
    members: z.string().default("[]"),
  })
  .transform(({ project, roundId, intent, sampling, n, chosen, awayDays, ...settings }) => ({
    project,
    roundId,
    intent,
    settings: {
      ...settings,
      sampling: toSampling(sampling, n, chosen),
      ...toQuality(settings),
      ...toDealing({ ...settings, awayDays }),
    },
  }))
  .pipe(
    z.strictObject({
      project: z.string(),
      roundId: z.string(),
      intent: z.enum(["save", "open"]),
      settings: RoundInput.extend(quality).extend(dealing),
    }),
  );

function toSampling(kind: string, n: number | undefined, chosen: string) {
  if (kind === "random") return { kind, n };
  return kind === "chosen" ? { kind, comparisonIds: chosen.split(",") } : { kind };
}

interface QualityForm {
  kind: RoundKind;
  goldShare: number;
  repeatShare: number;
  passMark: number;
  trainingRoundId: string;
}

// A training round has gold alone and its mark; a labelling round what is hidden in it, and perhaps a training before it.
function toQuality(form: QualityForm): Pick<RoundInput, "kind" | "goldShare" | "repeatShare" | "passMark" | "trainingRoundId"> {
  const { kind, goldShare, repeatShare, passMark, trainingRoundId } = form;
  if (kind === "TRAINING") return { kind, goldShare: 0, repeatShare: 0, passMark: passMark / 100, trainingRoundId: null };
  return {
    kind,
    goldShare: goldShare / 100,
    repeatShare: repeatShare / 100,
    passMark: null,
    trainingRoundId: trainingRoundId || null,
  };
}

interface DealingForm {
  kind: RoundKind;
  dealing: Dealing;
  reservationMinutes: string;
  awayDays: string;
  perPersonLimit: string;
  members: string;
}

const MINUTES_A_DAY = 24 * 60;

// Everybody labels the whole of a training round, in their own time.
function toDealing(form: DealingForm) {
  const members = readJson(form.members);
  if (form.kind === "TRAINING") return { dealing: "PLANNED" as const, reservationMinutes: null, perPersonLimit: null, members };
  const days = toNumber(form.awayDays);
  return {
    dealing: form.dealing,
    reservationMinutes: form.dealing === "ON_DEMAND" ? toNumber(form.reservationMinutes) : days && days * MINUTES_A_DAY,
    perPersonLimit: toNumber(form.perPersonLimit),
    members,
  };
}

function toNumber(text: string): number | null {
  return text.trim() === "" ? null : Number(text);
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** What a round comes to before anything is written. */
export interface RoundSize {
  comparisons: number;
  /** Exactly how many assignments opening it makes; on demand, how many labels it wants beside gold and repeats. */
  assignments: number;
  /** How many each person gets, in the order of the people: loads differ by at most one as far as limits allow. */
  each: { least: number; most: number }[];
  least: number;
  most: number;
  /** Comparisons with gold answers on what is asked. */
  gold: number;
  /** Gold comparisons and repeats among those of a person, at most. */
  goldEach: number;
  repeatsEach: number;
  /** On average, comparisons that two given people both label. */
  sharedByPair: number;
  /** Comparisons that a planned round leaves out because people's limits do not hold them. */
  leftOut: number;
  /** Labels that a round on demand does not reach because people's limits do not allow them. */
  short: number;
}

/** What a round's size follows from. */
export interface RoundPlan extends Partial<HiddenShares> {
  kind?: RoundKind;
  dealing?: Dealing;
  /** Comparisons that can be drawn, and those of them that have gold answers. */
  available: number;
  gold?: readonly GoldCount[];
  criterionIds?: readonly string[];
  sampling: Sampling;
  overlap: number;
  people: number;
  /** One for each of the people, null for none; absent when nobody has one. */
  limits?: readonly (number | null)[];
}

/** What opening a round would make. */
export function toRoundSize(plan: RoundPlan): RoundSize {
  const { available, sampling, people, goldShare = 0, repeatShare = 0 } = plan;
  const gold = countGoldOn(plan.gold ?? [], plan.criterionIds ?? []);
  const isTraining = plan.kind === "TRAINING";
  const isOnDemand = plan.dealing === "ON_DEMAND";
  const shares = { goldShare, repeatShare };
  const limits = Array.from(
    { length: people },
    (_, index) => (isTraining ? null : plan.limits?.[index]) ?? Number.POSITIVE_INFINITY,
  );
  // Where gold comparisons are hidden, none of them is dealt out like the others.
  const population = isTraining ? gold : goldShare > 0 ? available - gold : available;
  const wanted =
    sampling.kind === "random" ? sampling.n : sampling.kind === "chosen" ? sampling.comparisonIds.length : population;
  const drawn = Math.min(wanted, population);
  const overlap = isTraining ? people : plan.overlap;
  const comparisons = isOnDemand ? drawn : fitComparisons(drawn, limits, overlap);
  const ordinary = comparisons * overlap;
  const reached = Math.min(ordinary, sum(limits.map((limit) => Math.min(limit, comparisons))));
  const pairs = (people * (people - 1)) / 2;
  const hidden = (load: number) => (isTraining ? 0 : countGold(load, shares, gold) + countRepeats(load, shares));
  const loads = toLoads(reached, limits);
  const each = toEach(loads, limits).map(({ least, most }) => ({ least: least + hidden(least), most: most + hidden(most) }));
  const most = Math.max(0, ...loads);
  return {
    comparisons,
    assignments: ordinary + (isOnDemand ? 0 : sum(loads.map(hidden))),
    each,
    least: people === 0 ? 0 : Math.min(...each.map(({ least }) => least)),
    most: Math.max(0, ...each.map(({ most }) => most)),
    gold,
    goldEach: isTraining ? 0 : countGold(most, shares, gold),
    repeatsEach: isTraining ? 0 : countRepeats(most, shares),
    sharedByPair: pairs === 0 ? 0 : (comparisons * overlap * (overlap - 1)) / 2 / pairs,
    leftOut: drawn - comparisons,
    short: ordinary - reached,
  };
}

/** The limits of people in the order of `userIds`, null for none. */
export function toLimits({
  userIds,
  members,
  perPersonLimit,
}: Pick<RoundInput, "userIds" | "members" | "perPersonLimit">): (number | null)[] {
  const own = new Map(members.map(({ userId, limit }) => [userId, limit]));
  return userIds.map((userId) => own.get(userId) ?? perPersonLimit);
}

// As even as limits allow; those who get one more are the first here, and drawn when the round opens.
function toLoads(assignments: number, limits: readonly number[]): number[] {
  const top = highestLoad(assignments, limits);
  const lower = limits.map((limit) => Math.max(0, Math.min(limit, top) - 1));
  let more = assignments - sum(lower);
  return lower.map((load, index) => (Math.min(limits[index] ?? 0, top) > load && more-- > 0 ? load + 1 : load));
}

function toEach(loads: readonly number[], limits: readonly number[]): { least: number; most: number }[] {
  const top = Math.max(0, ...loads);
  const isEven = loads.every((load, index) => load === Math.min(limits[index] ?? 0, top));
  return loads.map((_, index) => {
    const most = Math.min(limits[index] ?? 0, top);
    return { least: isEven ? most : Math.max(0, most - 1), most };
  });
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
