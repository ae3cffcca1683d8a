import type { TemplateKind } from "@/lib/judges/types";

const COMMON = ["conversation", "question", "criterion", "principle"] as const;
const OF_TWO = ["response_1", "response_2", "first", "second"] as const;
const OF_ONE = ["response"] as const;

/** Where an example's answer stands in the template's form of an answer. */
export const ANSWER_PLACE = "answer";

/** The place that a constitution fills. */
export const PRINCIPLE_PLACE = "principle";

/** The places that a template of a kind may name. */
export function knownPlaces(kind: TemplateKind): readonly string[] {
  return kind === "score" ? [...COMMON, ...OF_ONE] : [...COMMON, ...OF_TWO];
}

/** The places without which a judge would not see what it judges, or by what. */
export function neededPlaces(kind: TemplateKind): readonly string[] {
  if (kind === "score") return ["conversation", "response"];
  const both = ["conversation", "response_1", "response_2"];
  return kind === "multiple-choice" ? [...both, PRINCIPLE_PLACE] : both;
}
