import { newId } from "@/lib/ids";
import { hashBody } from "./body-hash";
import { emptyContent, type LabelRow } from "./label-row";
import type { Prepared } from "./prepare-person-label";
import type { EditLabelInput, ImportedLabelInput, JudgeLabelInput } from "./schema";
import type { Refusal } from "./types";

type DirectInput = JudgeLabelInput | ImportedLabelInput | EditLabelInput;

/** Turns a label that was not made on the scale into a row: a judge's, an imported one, one made by editing. It already speaks of A and B, and of better. */
export function prepareDirectLabel(input: DirectInput, n: number): Prepared | Refusal {
  const { submittedAt, strengthKnown, datasetId, probabilityBClamped, orderConsistent, callCount, aggregation } =
    toOwnFields(input);
  const refusal = check(input, probabilityBClamped);
  if (refusal) return refusal;
  const row: LabelRow = {
    ...emptyContent(),
    n,
    eventId: input.eventId,
    bodyHash: hashBody({ ...input, submittedAt }),
    kind: input.kind === "EDIT" ? "SUBMIT" : input.kind,
    labelId: newId(),
    comparisonId: input.comparisonId,
    criterionId: input.criterionId,
    annotatorId: input.annotatorId,
    roundId: input.roundId ?? null,
    repeatIndex: input.repeatIndex ?? 0,
    assignmentId: null,
    submittedAt,
    answer: input.answer,
    score: input.score,
    probabilityB: input.probabilityB ?? null,
    probabilityBClamped,
    strengthKnown,
    scaleVersionId: input.scaleVersionId ?? null,
    ...(input.kind === "EDIT" ? { guidelineVersionId: input.guidelineVersionId, clientTime: input.decidedAt } : {}),
    durationMs: input.durationMs ?? null,
    rationale: input.rationale ?? null,
    reason: input.reason ?? null,
    orderConsistent,
    callCount,
    aggregation,
    metadata: input.metadata ?? null,
    datasetId,
  };
  return { row, together: false };
}

function toOwnFields(input: DirectInput) {
  const none = {
    probabilityBClamped: null,
    orderConsistent: null,
    callCount: null,
    aggregation: null,
    submittedAt: null,
    datasetId: null,
  };
  if (input.kind === "IMPORT") {
    const { strengthKnown = true, datasetId = null, submittedAt } = input;
    return { ...none, strengthKnown, datasetId, submittedAt: submittedAt?.toISOString() ?? null };
  }
  if (input.kind === "EDIT") return { ...none, strengthKnown: false };
  const {
    probabilityBClamped = null,
    orderConsistent = null,
    callCount = null,
    aggregation = null,
    strengthKnown = true,
  } = input;
  return { ...none, strengthKnown, probabilityBClamped, orderConsistent, callCount, aggregation };
}

function check({ answer, score, probabilityB }: DirectInput, probabilityBClamped: number | null): Refusal | null {
  if (answer === "PREFERENCE" && (typeof score !== "number" || !Number.isInteger(score) || Math.abs(score) > 4)) {
    return { code: "invalid", message: `The score is ${score ?? "missing"}; a preference has a whole number from −4 to +4.` };
  }
  if (answer !== "PREFERENCE" && score !== null) {
    return { code: "invalid", message: `The answer ${answer} has no score, and ${score} was given.` };
  }
  for (const probability of [probabilityB, probabilityBClamped]) {
    if (typeof probability === "number" && !(probability >= 0 && probability <= 1)) {
      return { code: "invalid", message: `The probability is ${probability}; it must lie in [0, 1].` };
    }
  }
  return null;
}
