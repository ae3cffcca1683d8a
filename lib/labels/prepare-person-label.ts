import "server-only";
import { newId } from "@/lib/ids";
import { hashBody } from "./body-hash";
import { emptyContent, type LabelRow } from "./label-row";
import { openPresentation, type Presentation } from "./presentation-token";
import { type FactsCriterion, findRoundFacts, type RoundFacts } from "./round-facts";
import type { PersonLabelInput } from "./schema";
import { toScore } from "./score";
import { toExtras } from "./to-extras";
import type { Refusal } from "./types";

/** A row to be written; `together` when its assignment needs several answers. */
export interface Prepared {
  row: LabelRow;
  together: boolean;
}

/** Turns what a browser sent into a row: the token says what was shown, the scale and the polarity what the press means. */
export async function preparePersonLabel(userId: string, input: PersonLabelInput, n: number): Promise<Prepared | Refusal> {
  const shown = openPresentation(userId, input.token);
  const facts = shown && (await findRoundFacts(shown.roundId));
  if (!shown || !facts) {
    return { code: "not_found", message: "This comparison was not found among yours. Open the round again to get your queue." };
  }
  const criterion = facts.criteria.get(input.criterionId);
  if (!criterion) {
    return { code: "not_found", message: "This round does not ask that criterion. Open the round again to get its questions." };
  }
  const content = toContent(input, shown, facts, criterion);
  if ("code" in content) return content;
  const { kind: _, token: __, ...body } = input;
  const row: LabelRow = {
    ...emptyContent(),
    n,
    eventId: input.eventId,
    bodyHash: hashBody({ ...body, assignmentId: shown.assignmentId }),
    kind: input.answer === "UNDO" ? "UNDO" : "SUBMIT",
    labelId: newId(),
    comparisonId: shown.comparisonId,
    criterionId: input.criterionId,
    annotatorId: shown.annotatorId,
    roundId: shown.roundId,
    repeatIndex: shown.repeatIndex,
    assignmentId: shown.assignmentId,
    clientTime: input.decidedAt,
    presentedSwapped: shown.swapped,
    scaleVersionId: shown.scaleVersionId,
    guidelineVersionId: shown.guidelineVersionId,
    ...content,
  };
  return { row, together: facts.criteria.size > 1 };
}

function toContent(
  input: PersonLabelInput,
  { swapped }: Presentation,
  { scale, labelling }: RoundFacts,
  { polarity, isFirst }: FactsCriterion,
): Partial<LabelRow> | Refusal {
  if (input.answer === "UNDO") return {};
  const { answer } = input;
  const score = answer === "PREFERENCE" ? toScore(input, { swapped, polarity }, scale) : null;
  if (answer === "PREFERENCE" && score === null) {
    const sides = `${scale.levelsPerSide} ${scale.levelsPerSide === 1 ? "level" : "levels"} a side`;
    return { code: "invalid", message: `The scale of this round has ${sides} and ${scale.allowsTie ? "a" : "no"} tie.` };
  }
  if (answer === "BOTH_BAD" && !scale.allowsBothBad) {
    return { code: "invalid", message: "The scale of this round has no “both bad”." };
  }
  const extras = toExtras(input, { labelling, isFirst, swapped, score });
  if ("code" in extras) return extras;
  const { durationMs, idleMs, hiddenMs = null } = input;
  const common = { answer, durationMs, idleMs, hiddenMs, polarity, ...extras };
  if (answer !== "PREFERENCE") return { ...common, reason: input.reason || null };
  return { ...common, score, clickedSide: input.side === "TIE" ? null : input.side, clickedLevel: input.level };
}
