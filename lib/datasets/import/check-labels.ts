import type { LabelRecord } from "@/lib/datasets/record";
import type { RowProblem } from "@/lib/datasets/schema";
import { scoreOf } from "@/lib/judges/aggregate";
import type { LabelAnswer } from "@/lib/labels/types";
import type { ProjectFacts } from "./project-facts";

type Facts = Pick<ProjectFacts, "strengths" | "allowsTie" | "criteria" | "defaultCriterion" | "mayCreateCriteria">;

const ANSWERS = {
  skip: "SKIP",
  unsure: "UNSURE",
  both_bad: "BOTH_BAD",
  unsettled: "UNSETTLED",
  invalid: "INVALID",
} as const satisfies Record<NonNullable<LabelRecord["answer"]>, LabelAnswer>;

/**
 * What stands against storing a label in this project: a criterion that is not known and may not be created, or a score that its scale
 * does not have. Null when nothing does.
 *
 * @param column - Where the label stands in the file.
 */
export function checkLabel(label: LabelRecord, column: string, facts: Facts): RowProblem | null {
  const criterion = label.criterion ?? facts.defaultCriterion;
  if (!facts.criteria.has(criterion) && !facts.mayCreateCriteria) {
    return {
      column,
      reason: `The project has no criterion "${criterion}", and it has labels already.`,
      mend: `Use one of ${[...facts.criteria.keys()].join(", ")}, or import into a project without labels.`,
    };
  }
  const { score } = label;
  if (score === undefined) return null;
  if (score === 0) {
    // A judge's probability of exactly one half is a tie on any scale.
    if (facts.allowsTie || label.probabilityB !== undefined) return null;
    return {
      column,
      reason: "The label is a tie, and the project's scale has none.",
      mend: "Import into a project whose scale has a tie, such as Arena or a custom one, or leave the label out.",
    };
  }
  if (label.strengthKnown === false || facts.strengths.includes(Math.abs(score))) return null;
  return {
    column,
    reason: `The score ${score} is not on the project's scale, whose strengths are ${facts.strengths.join(", ")}.`,
    mend: 'Give a score of that scale, or "strengthKnown": false with ±2 when only the side is known.',
  };
}

/** The answer and score that a label is stored with: its own, or what its probability says on the project's scale. */
export function toAnswer(
  label: LabelRecord,
  facts: Pick<ProjectFacts, "strengths">,
): { answer: LabelAnswer; score: number | null } {
  if (label.answer !== undefined) return { answer: ANSWERS[label.answer], score: null };
  if (label.score !== undefined) return { answer: "PREFERENCE", score: label.score };
  if (label.probabilityB === undefined) throw new Error("a label without score, probability and answer passed its schema");
  return { answer: "PREFERENCE", score: scoreOf(label.probabilityB, { tieBand: 0, strengths: facts.strengths }) };
}
