import * as z from "zod";
import { countGold, countGoldOn, countRepeats, type HiddenShares } from "@/lib/gold/hidden-share";
import type { GoldCount } from "@/lib/gold/types";
import type { RoundKind } from "./types";

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

/** Which comparisons a round takes. */
export const Sampling = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("all") }),
  z.strictObject({
    kind: z.literal("random"),
    n: z.int("Give a whole number.").min(1, "Draw at least one comparison.").max(1_000_000),
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
    order: z.string(),
    seed: z.coerce.number("Give a whole number."),
    kind: z.enum(["LABELLING", "TRAINING"]).default("LABELLING"),
    /** In per cent, as people write them. */
    goldShare: z.coerce.number("Give a number.").default(0),
    repeatShare: z.coerce.number("Give a number.").default(0),
    passMark: z.coerce.number("Give a number.").default(0),
    trainingRoundId: z.string().default(""),
  })
  .transform(({ project, roundId, intent, sampling, n, ...settings }) => ({
    project,
    roundId,
    intent,
    settings: {
      ...settings,
      sampling: sampling === "random" ? { kind: sampling, n } : { kind: sampling },
      ...toQuality(settings),
    },
  }))
  .pipe(
    z.strictObject({
      project: z.string(),
      roundId: z.string(),
      intent: z.enum(["save", "open"]),
      settings: RoundInput.extend(quality),
    }),
  );

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

/** What a round comes to before anything is written. */
export interface RoundSize {
  comparisons: number;
  /** Exactly how many assignments opening it makes. */
  assignments: number;
  /** How many each person gets: loads differ by at most one, before gold and repeats. */
  least: number;
  most: number;
  /** Comparisons with gold answers on what is asked. */
  gold: number;
  /** Gold comparisons and repeats among those of a person, at most. */
  goldEach: number;
  repeatsEach: number;
  /** On average, comparisons that two given people both label. */
  sharedByPair: number;
}

/** What a round's size follows from. */
export interface RoundPlan extends Partial<HiddenShares> {
  kind?: RoundKind;
  /** Comparisons that can be drawn, and those of them that have gold answers. */
  available: number;
  gold?: readonly GoldCount[];
  criterionIds?: readonly string[];
  sampling: Sampling;
  overlap: number;
  people: number;
}

/** What opening a round would make. */
export function toRoundSize(plan: RoundPlan): RoundSize {
  const { available, sampling, people, goldShare = 0, repeatShare = 0 } = plan;
  const gold = countGoldOn(plan.gold ?? [], plan.criterionIds ?? []);
  const isTraining = plan.kind === "TRAINING";
  const shares = { goldShare, repeatShare };
  // Where gold comparisons are hidden, none of them is dealt out like the others.
  const population = isTraining ? gold : goldShare > 0 ? available - gold : available;
  const comparisons = sampling.kind === "random" ? Math.min(sampling.n, population) : population;
  const overlap = isTraining ? people : plan.overlap;
  const ordinary = comparisons * overlap;
  const pairs = (people * (people - 1)) / 2;
  const least = people === 0 ? 0 : Math.floor(ordinary / people);
  const withMore = people === 0 ? 0 : ordinary % people;
  const hidden = (load: number) => (isTraining ? 0 : countGold(load, shares, gold) + countRepeats(load, shares));
  const most = withMore > 0 ? least + 1 : least;
  return {
    comparisons,
    assignments: ordinary + withMore * hidden(most) + (people - withMore) * hidden(least),
    least: least + hidden(least),
    most: most + hidden(most),
    gold,
    goldEach: isTraining ? 0 : countGold(most, shares, gold),
    repeatsEach: isTraining ? 0 : countRepeats(most, shares),
    sharedByPair: pairs === 0 ? 0 : (comparisons * overlap * (overlap - 1)) / 2 / pairs,
  };
}
