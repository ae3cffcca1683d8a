import { toConsensus } from "@/lib/adjudication/consensus";
import type { ExportInput } from "@/lib/datasets/export-schema";
import { DROP, type DropReason, nearerThan, weakerThan } from "./drop-reasons";
import type { ExportedComparison, ExportedLabel } from "./read-comparisons";

/** One preference that becomes a row, or two. */
export interface Preference {
  /** Positive says that B is better; 0 is a tie, where ties become rows. */
  score: number;
  annotator: string;
  kind: "HUMAN" | "AI" | "BASELINE" | "CONSENSUS";
  criterionId: string;
  /** In [0, 1]; null for a person's label. */
  probabilityB: number | null;
  /** False when only the side is known; for a consensus, when that is so of a label it rests on. */
  strengthKnown: boolean;
  /** The scale under which the strength was given; null: unknown. */
  scaleVersionId: string | null;
  round: string | null;
  order: string | null;
  submittedAt: string | null;
  rationale: string | null;
}

/** What an aggregation over all comparisons says of one. */
export interface FittedAnswer {
  /** −1, 0, 1; null without one. */
  side: number | null;
  /** P(B) with ties as half. */
  probabilityB: number;
}

/** By what preferences are chosen; see `ExportInput`. */
export interface Choice
  extends Pick<
    ExportInput,
    "format" | "source" | "minStrength" | "minConfidence" | "ties" | "bothBad" | "unsettled" | "soft" | "method"
  > {
  /** The criterion of people's labels, and of the judge's. */
  criterionId: string | null;
  judgeCriterionId: string | null;
  /** The judge whose labels are taken; null for other sources. */
  judgeAnnotatorId: string | null;
  /** Strengths that the scale of a label leaves out of HH-RLHF, by scale version. */
  notExported: ReadonlyMap<string, ReadonlySet<number>>;
  /** Of methods that weigh annotators over all comparisons. */
  fitted: ((comparisonId: string) => FittedAnswer | null) | null;
}

/** Called once for each label (or comparison, for a consensus) that is left out. */
export type Drop = (reason: DropReason) => void;

/** The preferences of one comparison that become rows, and why others do not. */
export function choosePreferences(comparison: ExportedComparison, choice: Choice, drop: Drop): Preference[] {
  const labels = comparison.labels.filter(isFirstShowing);
  const people = labels.filter(({ kind, criterionId }) => kind === "HUMAN" && criterionId === choice.criterionId);
  const judged = labels.filter(
    ({ annotatorId, criterionId }) => annotatorId === choice.judgeAnnotatorId && criterionId === choice.judgeCriterionId,
  );
  switch (choice.source) {
    case "human":
      if (people.length === 0) drop(DROP.noPeople);
      return people.flatMap((label) => fromLabel(label, choice, drop));
    case "ai":
      if (judged.length === 0) drop(DROP.noJudge);
      return judged.flatMap((label) => fromLabel(label, choice, drop));
    case "consensus":
      return fromPeople(comparison, people, choice, drop);
    case "mixed": {
      if (choice.judgeCriterionId !== choice.criterionId) {
        if (people.length === 0 && comparison.adjudicated === null && judged.length === 0) drop(DROP.nobody);
        const own = people.length > 0 || comparison.adjudicated !== null ? fromPeople(comparison, people, choice, drop) : [];
        return [...own, ...judged.flatMap((label) => fromLabel(label, choice, drop))];
      }
      if (people.some(({ score }) => score !== null) || comparison.adjudicated !== null)
        return fromPeople(comparison, people, choice, drop);
      if (judged.length === 0) drop(DROP.nobody);
      return judged.flatMap((label) => fromLabel(label, choice, drop));
    }
  }
}

/** A repeat measures how far a person agrees with themselves; it is no second opinion. */
function isFirstShowing({ repeatIndex }: ExportedLabel): boolean {
  return repeatIndex === 0;
}

function fromLabel(label: ExportedLabel, choice: Choice, drop: Drop): Preference[] {
  const score = scoreOf(label, choice);
  if (typeof score !== "number") {
    drop(score);
    return [];
  }
  const why = whyNot(label, score, choice);
  if (why !== null) {
    drop(why);
    return [];
  }
  const isAverage = label.score === null && score !== 0;
  const clamped = choice.soft === "clamped" ? label.probabilityBClamped : null;
  return [
    {
      score,
      annotator: label.annotator,
      kind: label.kind,
      criterionId: label.criterionId,
      probabilityB: choice.soft === "none" ? null : (clamped ?? label.probabilityB),
      strengthKnown: label.strengthKnown && !isAverage,
      scaleVersionId: label.scaleVersionId,
      round: label.round,
      order: label.order,
      submittedAt: label.submittedAt,
      rationale: label.rationale,
    },
  ];
}

const ANSWERS: Readonly<Record<string, DropReason>> = {
  SKIP: DROP.skipped,
  UNSURE: DROP.unsure,
  BOTH_BAD: DROP.bothBad,
  UNSETTLED: DROP.unsettled,
  INVALID: DROP.invalid,
};

/** Of whom only the side is known has the strength 2 by convention. */
const SIDE_ONLY = 2;

/** The score of a label as the export takes its answer, or why it has none. */
function scoreOf(label: ExportedLabel, { bothBad, unsettled }: Choice): number | DropReason {
  if (label.score !== null) return label.score;
  if (label.answer === "BOTH_BAD" && bothBad === "tie") return 0;
  if (label.answer === "UNSETTLED" && unsettled === "tie") return 0;
  if (label.answer === "UNSETTLED" && unsettled === "average" && label.probabilityB !== null)
    return Math.sign(label.probabilityB - 0.5) * SIDE_ONLY;
  return ANSWERS[label.answer] ?? DROP.noPreference;
}

function whyNot(label: ExportedLabel, score: number, choice: Choice): DropReason | null {
  if (score === 0 && choice.ties === "leave-out") return DROP.tie;
  if (label.kind !== "HUMAN") {
    const confidence = label.probabilityB === null ? 0.5 : Math.abs(label.probabilityB - 0.5);
    return choice.minConfidence !== undefined && confidence < choice.minConfidence ? nearerThan(choice.minConfidence) : null;
  }
  if (!label.strengthKnown || score === 0) return null;
  if (choice.minStrength !== undefined) return Math.abs(score) < choice.minStrength ? weakerThan(choice.minStrength) : null;
  return choice.format === "hh-rlhf" && isWeakest(label, choice) ? DROP.weakest : null;
}

const NO_CONSENSUS: Readonly<Record<string, DropReason>> = {
  "no label of people": DROP.noPeople,
  "people are split": DROP.split,
  "adjudicated as both bad": DROP.adjudicatedBothBad,
  "adjudicated as unsure": DROP.adjudicatedUnsure,
};

function fromPeople(comparison: ExportedComparison, people: readonly ExportedLabel[], choice: Choice, drop: Drop): Preference[] {
  const found = findConsensus(comparison, people, choice);
  if ("stage" in found) {
    drop(found);
    return [];
  }
  const { score, method, probabilityB } = found;
  const winners = people.filter((label) => label.score !== null && Math.sign(label.score) === Math.sign(score));
  const why = whyNotConsensus(score, method, winners, choice);
  if (why !== null) {
    drop(why);
    return [];
  }
  const isKnown = method === "adjudication" || (winners.length > 0 && winners.every((label) => label.strengthKnown));
  const scales = new Set(winners.map(({ scaleVersionId }) => scaleVersionId));
  return [
    {
      score,
      annotator: method,
      kind: "CONSENSUS",
      criterionId: choice.criterionId ?? "",
      probabilityB: choice.soft === "none" ? null : probabilityB,
      strengthKnown: isKnown,
      scaleVersionId: scales.size === 1 ? ([...scales][0] ?? null) : null,
      round: null,
      order: null,
      submittedAt: null,
      rationale: null,
    },
  ];
}

interface Found {
  score: number;
  method: string;
  probabilityB: number | null;
}

function findConsensus(comparison: ExportedComparison, people: readonly ExportedLabel[], choice: Choice): Found | DropReason {
  const { adjudicated } = comparison;
  const votes = choice.bothBad === "tie" ? people.map(asTie) : people;
  if (adjudicated?.answer === "BOTH_BAD" && choice.bothBad === "tie")
    return { score: 0, method: "adjudication", probabilityB: null };
  if (choice.method === "majority" || adjudicated !== null) {
    const plain = toConsensus(votes, adjudicated);
    if (plain.score === null) return NO_CONSENSUS[plain.reason] ?? DROP.noPreference;
    return { score: plain.score, method: plain.method, probabilityB: shareOfB(votes) };
  }
  const fitted = choice.fitted?.(comparison.id) ?? null;
  if (fitted === null) return DROP.noPeople;
  if (fitted.side === null) return DROP.split;
  const winners = people.flatMap(({ score }) => (score !== null && Math.sign(score) === fitted.side ? [Math.abs(score)] : []));
  const strength = winners.length === 0 ? SIDE_ONLY : Math.round(winners.reduce((sum, each) => sum + each, 0) / winners.length);
  return { score: fitted.side * strength, method: choice.method, probabilityB: fitted.probabilityB };
}

function asTie(label: ExportedLabel): ExportedLabel {
  return label.answer === "BOTH_BAD" ? { ...label, score: 0 } : label;
}

/** The share of people who prefer B, ties as half; null when only an adjudicator spoke. */
function shareOfB(votes: readonly ExportedLabel[]): number | null {
  const sides = votes.flatMap(({ score }) => (score === null ? [] : [(Math.sign(score) + 1) / 2]));
  return sides.length === 0 ? null : sides.reduce((sum, side) => sum + side, 0) / sides.length;
}

function whyNotConsensus(score: number, method: string, winners: readonly ExportedLabel[], choice: Choice): DropReason | null {
  if (score === 0) return choice.ties === "leave-out" ? DROP.tie : null;
  if (isWeakestConsensus(score, method, winners, choice)) return DROP.weakest;
  return Math.abs(score) < (choice.minStrength ?? 1) ? weakerThan(choice.minStrength ?? 1) : null;
}

/** Whether a consensus rests on nothing but weakest labels; an adjudicator's answer on its own. */
function isWeakestConsensus(score: number, method: string, winners: readonly ExportedLabel[], choice: Choice): boolean {
  if (choice.format !== "hh-rlhf" || choice.minStrength !== undefined) return false;
  if (method === "adjudication") return [...choice.notExported.values()].some((strengths) => strengths.has(Math.abs(score)));
  return winners.every((label) => isWeakest(label, choice));
}

/** A label without a known strength (an HH-RLHF file's) is never taken for a weak one. */
function isWeakest({ score, strengthKnown, scaleVersionId }: ExportedLabel, { notExported }: Choice): boolean {
  return score !== null && strengthKnown && notExported.get(scaleVersionId ?? "")?.has(Math.abs(score)) === true;
}
