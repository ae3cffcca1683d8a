import type { AskedLabelling } from "@/lib/projects/labelling-schema";
import type { StoredRatings } from "@/lib/ratings/schema";
import { isForbiddenBin, ratingValues, toResponses } from "@/lib/ratings/types";
import type { LabelRow } from "./label-row";
import type { SubmittedLabel } from "./schema";
import type { Refusal } from "./types";

type Answered = Exclude<SubmittedLabel, { answer: "UNDO" }>;

/** What the door knows when it looks at what came beside an answer. */
export interface Beside {
  labelling: AskedLabelling;
  /** The round's first question carries the ratings. */
  isFirst: boolean;
  swapped: boolean;
  /** About better; null without a preference. */
  score: number | null;
}

/**
 * The rationale, confidence and ratings of an answer as they are stored; or a refusal of what the round does not ask, and of an answer
 * that lacks what it requires. Skipping needs none of them: it has its reason.
 */
export function toExtras(input: Answered, beside: Beside): Pick<LabelRow, "rationale" | "confidence" | "ratings"> | Refusal {
  return (
    checkRationale(input, beside.labelling) ??
    checkConfidence(input, beside.labelling) ??
    checkRatings(input, beside) ?? {
      rationale: input.rationale || null,
      confidence: input.confidence ?? null,
      ratings: toStored(input, beside),
    }
  );
}

function checkRationale({ answer, rationale }: Answered, { rationale: rule }: AskedLabelling): Refusal | null {
  if (rule === "off" && rationale) return invalid("rationale: This round asks for no reasons. Send the answer without one.");
  if (rule === "required" && !rationale && answer !== "SKIP") {
    return invalid("rationale: This round asks for a reason with each answer. Write one (key R), then answer again.");
  }
  return null;
}

function checkConfidence({ answer, confidence }: Answered, { confidence: isAsked }: AskedLabelling): Refusal | null {
  if (!isAsked && confidence !== undefined) {
    return invalid("confidence: This round does not ask how sure you are. Send the answer without it.");
  }
  if (isAsked && confidence === undefined && answer === "PREFERENCE") {
    return invalid("confidence: This round asks how sure you are, 1 to 5. Say it, then answer again.");
  }
  return null;
}

function checkRatings({ answer, ratings }: Answered, { labelling, isFirst, swapped, score }: Beside): Refusal | null {
  const { ratings: kind } = labelling;
  if (!ratings) {
    if (kind === "off" || !isFirst || answer !== "PREFERENCE") return null;
    return invalid("ratings: This round asks for a rating of each response. Rate both, then answer again.");
  }
  if (kind === "off") return invalid("ratings: This round asks for no ratings. Send the answer without them.");
  if (!isFirst) return invalid("ratings: They go with the answer to the first question of the round, not with this one.");
  const values = ratingValues(kind);
  const wrong = (["left", "right"] as const).find((side) => !values.includes(ratings[side]));
  if (wrong) {
    return invalid(`ratings.${wrong}: ${JSON.stringify(ratings[wrong])} is no rating here. Choose one of ${values.join(", ")}.`);
  }
  if (score === null || score === 0) return null;
  const { a, b } = toResponses(ratings, swapped);
  const isForbidden = score > 0 ? isForbiddenBin(kind, b, a) : isForbiddenBin(kind, a, b);
  if (!isForbidden) return null;
  return invalid(
    "ratings: The preferred response is rated unsafe and the other one safe, which this round does not take. Change the preference or a rating.",
  );
}

function toStored({ ratings }: Answered, { labelling: { ratings: kind }, swapped }: Beside): StoredRatings | null {
  return ratings && kind !== "off" ? { kind, ...toResponses(ratings, swapped) } : null;
}

function invalid(message: string): Refusal {
  return { code: "invalid", message };
}
