import { toConsensus } from "@/lib/adjudication/consensus";
import type { ExportInput } from "@/lib/datasets/export-schema";
import type { ExportedComparison, ExportedLabel } from "./read-comparisons";

/** One preference that becomes a row. */
export interface Preference {
  /** Positive says that B is better; 0 is a tie, in formats that have one. */
  score: number;
  annotator: string;
  kind: "HUMAN" | "AI" | "BASELINE" | "CONSENSUS";
  /** In [0, 1]; null for people. */
  probabilityB: number | null;
  /** False when only the side is known; for a consensus, when that is so of a label it rests on. */
  strengthKnown: boolean;
  rationale: string | null;
}

/** By what preferences are chosen; see `ExportInput`. */
export interface Choice extends Pick<ExportInput, "format" | "source" | "minStrength" | "minConfidence"> {
  /** The judge whose labels are taken; null for other sources. */
  judgeAnnotatorId: string | null;
  /** Strengths that the scale of a label leaves out of HH-RLHF, by scale version. */
  notExported: ReadonlyMap<string, ReadonlySet<number>>;
}

/**
 * The preferences of one comparison that become rows, and why others do not. Ties become no row where a format knows a better and a worse
 * response alone.
 *
 * @param drop - Called once for each label (or comparison, for a consensus) that is left out.
 */
export function choosePreferences(
  comparison: ExportedComparison,
  choice: Choice,
  drop: (reason: string) => void,
  withTies = false,
): Preference[] {
  if (choice.source === "consensus") return chooseConsensus(comparison, choice, drop, withTies);
  const wanted = comparison.labels
    .filter(isFirstShowing)
    .filter((label) => (choice.source === "human" ? label.kind === "HUMAN" : label.annotatorId === choice.judgeAnnotatorId));
  return wanted.flatMap((label) => {
    const reason = withTies && label.score === 0 ? null : whyNot(label, choice);
    if (reason !== null) drop(reason);
    if (reason !== null || label.score === null) return [];
    const { score, annotator, kind, probabilityB, strengthKnown, rationale } = label;
    return [{ score, annotator, kind, probabilityB, strengthKnown, rationale }];
  });
}

/** A repeat measures how far a person agrees with themselves; it is no second opinion. */
function isFirstShowing({ repeatIndex }: ExportedLabel): boolean {
  return repeatIndex === 0;
}

function chooseConsensus(
  comparison: ExportedComparison,
  choice: Choice,
  drop: (reason: string) => void,
  withTies: boolean,
): Preference[] {
  const people = comparison.labels.filter((label) => label.kind === "HUMAN" && isFirstShowing(label));
  const consensus = toConsensus(people, comparison.adjudicated);
  if (consensus.score === null) {
    drop(consensus.reason);
    return [];
  }
  if (consensus.score === 0 && !withTies) drop("a tie");
  else if (consensus.score !== 0 && isWeakestConsensus(consensus.score, consensus.method, people, choice)) drop(WEAKEST);
  else if (consensus.score !== 0 && Math.abs(consensus.score) < (choice.minStrength ?? 1))
    drop(`weaker than ${choice.minStrength}`);
  else {
    const { score, method } = consensus;
    const winners = people.filter((label) => label.score !== null && Math.sign(label.score) === Math.sign(score));
    const strengthKnown = method === "adjudication" || winners.every((label) => label.strengthKnown);
    return [{ score, annotator: method, kind: "CONSENSUS", probabilityB: null, strengthKnown, rationale: null }];
  }
  return [];
}

const WEAKEST = "the weakest level of the scale, which HH-RLHF leaves out";

/** Whether a consensus rests on nothing but weakest labels; an adjudicator's answer on its own. */
function isWeakestConsensus(score: number, method: string, people: readonly ExportedLabel[], choice: Choice): boolean {
  if (choice.format !== "hh-rlhf" || choice.minStrength !== undefined) return false;
  if (method === "adjudication") return [...choice.notExported.values()].some((strengths) => strengths.has(Math.abs(score)));
  return people.every((label) => label.score === null || Math.sign(label.score) !== Math.sign(score) || isWeakest(label, choice));
}

/** A label without a known strength (an HH-RLHF file's) is never taken for a weak one. */
function isWeakest({ score, strengthKnown, scaleVersionId }: ExportedLabel, { notExported }: Choice): boolean {
  return score !== null && strengthKnown && notExported.get(scaleVersionId ?? "")?.has(Math.abs(score)) === true;
}

const ANSWERS: Readonly<Record<string, string>> = {
  SKIP: "skipped",
  UNSURE: "unsure",
  BOTH_BAD: "both bad",
  UNSETTLED: "the judge's orders contradict",
  INVALID: "the judge's verdict could not be read",
};

function whyNot(label: ExportedLabel, choice: Choice): string | null {
  if (label.score === null) return ANSWERS[label.answer] ?? "no preference";
  if (label.score === 0) return "a tie";
  if (label.kind !== "HUMAN") {
    const confidence = label.probabilityB === null ? 0.5 : Math.abs(label.probabilityB - 0.5);
    return choice.minConfidence !== undefined && confidence < choice.minConfidence
      ? `|p − ½| below ${choice.minConfidence}`
      : null;
  }
  if (!label.strengthKnown) return null;
  if (choice.minStrength !== undefined) {
    return Math.abs(label.score) < choice.minStrength ? `weaker than ${choice.minStrength}` : null;
  }
  return choice.format === "hh-rlhf" && isWeakest(label, choice) ? WEAKEST : null;
}
