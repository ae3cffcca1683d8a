import * as z from "zod";
import { BETWEEN, INVALID_RULES, TIE_RULES } from "@/lib/agreement/schema";
import { Time } from "@/lib/api/parts";
import { AGGREGATE_BY, AGGREGATE_METHODS, AGGREGATE_TIES } from "@/lib/consensus/schema";
import { RANK_METHODS } from "@/lib/ranking/schema";
import { AnnotatorKind, Figure } from "./figure";

const Confusion = z.array(z.array(z.number()));
const CategoryName = z.enum(["A", "tie", "B", "invalid"]);
const Between = z.tuple([AnnotatorKind, AnnotatorKind]);

/** What every report says of itself. */
const dated = { generatedAt: Time, seed: z.int(), labelsVersion: z.string() };

const Annotator = z
  .object({
    id: z.uuid(),
    name: z.string(),
    kind: AnnotatorKind,
    origin: z.enum(["HERE", "IMPORTED"]),
    judge: z
      .strictObject({ id: z.string(), name: z.string(), version: z.int(), versionId: z.string(), model: z.string() })
      .nullable(),
    labels: z.int(),
    comparisons: z.int(),
  })
  .meta({ id: "ReportedAnnotator" });

const Pair = z
  .object({
    a: z.uuid(),
    b: z.uuid(),
    comparisons: z.int(),
    confusion: Confusion.meta({ description: "Rows a, columns b, in the order of the report's categories." }),
    agreement: Figure,
    cohenKappa: Figure,
    cohenKappaLinear: Figure,
    cohenKappaQuadratic: Figure,
    gwetAC1: Figure,
    gwetAC2: Figure,
    scottPi: Figure,
    krippendorffAlphaNominal: Figure,
    krippendorffAlphaOrdinal: Figure,
    spearman: Figure,
    kendallTauB: Figure,
    pearson: Figure,
  })
  .meta({ id: "ReportedPair" });

const Group = z
  .object({
    between: Between,
    annotator: z.uuid().optional(),
    annotators: z.tuple([z.uuid(), z.uuid()]).optional(),
    comparisons: z.int(),
    ratings: z.int(),
    pairs: z.int(),
    agreement: Figure.meta({ description: "Mean over comparisons of the share of agreeing pairs." }),
    agreementPooled: Figure.meta({ description: "Agreeing pairs over all pairs." }),
    krippendorffAlphaNominal: Figure,
    krippendorffAlphaOrdinal: Figure,
    krippendorffAlphaInterval: Figure,
    gwetAC1: Figure,
    gwetAC2: Figure,
    fleissKappa: Figure.optional(),
    scottPi: Figure.optional(),
    cohenKappa: Figure.optional(),
  })
  .meta({ id: "ReportedGroup" });

const Judge = z
  .object({
    annotator: z.uuid(),
    kind: z.enum(["AI", "BASELINE"]),
    comparisons: z.int(),
    pairs: z.int(),
    shareB: Figure,
    tieShare: Figure,
    againstEachHuman: Figure,
    cohenKappa: Figure,
    krippendorffAlphaNominal: Figure,
    krippendorffAlphaOrdinal: Figure,
    gwetAC1: Figure,
    againstMajority: Figure,
    againstLeaveOneOut: Figure,
    ceilingLeaveOneOut: Figure,
    ceilingPairwise: Figure,
    shareOfCeiling: Figure,
    position: z.strictObject({ consistent: Figure, firstBiased: Figure, secondBiased: Figure, firstShare: Figure }),
    length: z.strictObject({ preferLongerJudge: Figure, preferLongerHuman: Figure }),
    altTest: z.object({
      epsilon: z.number(),
      winningRate: z.number().nullable(),
      advantageProbability: z.number().nullable(),
      passes: z.boolean().nullable(),
      reason: z.string().nullable(),
    }),
  })
  .meta({ id: "ReportedJudge" });

/** How far annotators agree: the document of `concord agreement --json`. */
export const AgreementDocument = z
  .object({
    project: z.string(),
    criterion: z.string(),
    round: z.int().nullable(),
    ties: z.enum(TIE_RULES),
    invalid: z.enum(INVALID_RULES),
    between: z.enum(BETWEEN),
    categories: z.array(CategoryName),
    scores: z.array(z.int()),
    ...dated,
    baseRate: z.strictObject({ shareB: Figure, tieShare: Figure, alwaysLargest: Figure }),
    annotators: z.array(Annotator),
    pairs: z.array(Pair),
    groups: z.array(Group),
    judges: z.array(Judge),
    slices: z.array(
      z.object({ by: z.string(), value: z.union([z.number(), z.string()]), comparisons: z.int(), agreement: Figure }),
    ),
  })
  .meta({ id: "AgreementReport" });

/** Models by strength: the document of `concord rank --json`. */
export const RankDocument = z
  .object({
    project: z.string(),
    criterion: z.string(),
    by: z.string(),
    annotators: z.array(z.string()),
    method: z.enum(RANK_METHODS),
    scale: z.strictObject({ anchor: z.literal("mean"), mean: z.number() }),
    models: z.array(
      z.object({
        model: z.string(),
        battles: z.int(),
        log: Figure,
        rating: Figure,
        rank: z.int().nullable(),
        rankLow: z.int().nullable(),
        rankHigh: z.int().nullable(),
        winRate: Figure,
      }),
    ),
    duels: z.array(z.strictObject({ a: z.string(), b: z.string(), wins: z.number(), ties: z.number(), losses: z.number() })),
    ties: z.object({ battles: z.number(), share: Figure, treatment: z.string(), parameter: z.number().nullable() }),
    positionEffect: Figure.meta({ description: "Log odds for the response shown first; positive for first." }),
    connected: z.boolean(),
    reason: z.string().nullable(),
    dropped: z.int(),
    ...dated,
  })
  .meta({ id: "RankReport" });

/** What stands for one comparison. */
export const ConsensusLine = z
  .object({
    comparison: z.uuid(),
    id: z.string().nullable().meta({ description: "The source's own id." }),
    preference: z.enum(["A", "tie", "B"]).nullable(),
    from: z.string(),
    reason: z.string().nullable(),
    probabilities: z.record(z.string(), z.number()),
    labels: z.int(),
  })
  .meta({ id: "ConsensusRow" });

/** What many labels say together: the document of `concord aggregate --json`. */
export const AggregateDocument = z
  .object({
    project: z.string(),
    criterion: z.string(),
    round: z.int().nullable(),
    method: z.enum(AGGREGATE_METHODS),
    by: z.enum(AGGREGATE_BY),
    ties: z.enum(AGGREGATE_TIES),
    categories: z.array(z.enum(["A", "tie", "B"])),
    priors: z.array(z.number()),
    annotators: z.array(
      z.object({
        id: z.uuid(),
        name: z.string(),
        kind: AnnotatorKind,
        labels: z.int(),
        quality: z.number().nullable(),
        reason: z.string().nullable(),
      }),
    ),
    reason: z.string().nullable(),
    ...dated,
    comparisons: z.array(ConsensusLine),
    next: z.string().nullable(),
  })
  .meta({ id: "AggregateReport" });

/** One judge against people, in every figure: the document of `concord judge figures --json`. */
export const FiguresDocument = z.object({ project: z.string(), ...dated }).meta({ id: "JudgeFigures" });

/** All judges beside each other: the document of `concord leaderboard --json`. */
export const LeaderboardDocument = z.object({ project: z.string(), ...dated }).meta({ id: "Leaderboard" });
