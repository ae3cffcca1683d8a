import type { Click, Polarity } from "@/lib/labels/types";
import { isForbiddenBin, type PlacedRatings, type Rating } from "@/lib/ratings/types";
import type { OwnAnswer, QueueItem, QueueRound } from "@/lib/rounds/types";

/** What can be answered to one question. */
export type Given =
  | { answer: "PREFERENCE"; click: Click }
  | { answer: "UNSURE" | "BOTH_BAD" }
  | { answer: "SKIP"; reason: string };

/** What was decided about a comparison and cannot be sent yet, and what is being written. Kept on this device until it is sent. */
export interface Draft {
  given: Readonly<Record<string, Given>>;
  ratings: Partial<PlacedRatings>;
  confidence: number | null;
  /** Null: not touched. */
  rationale: string | null;
}

/** One thing that is asked of a comparison, in the order in which keys go through them: a criterion by its id, or one of the others. */
export type Step = string;
export const RATE_LEFT: Step = "rating:left";
export const RATE_RIGHT: Step = "rating:right";
export const CONFIDENCE: Step = "confidence";

/** An answer with all that goes to the server beside it. */
export interface Answered {
  criterionId: string;
  given: Given;
  rationale: string;
  confidence: number | null;
  ratings: PlacedRatings | null;
}

/** What the screen shows of a comparison: what was sent, under what is only decided. */
export interface Shown {
  given: ReadonlyMap<string, Given>;
  ratings: Partial<PlacedRatings>;
  confidence: number | null;
  rationale: string;
}

export const NO_DRAFT: Draft = { given: {}, ratings: {}, confidence: null, rationale: null };

type Asked = Pick<QueueRound, "criteria" | "labelling">;
type Answers = Pick<QueueItem, "answers">;

/** Everything that is asked of a comparison: both ratings, the criteria, the confidence; as far as the round asks for them. */
export function stepsOf({ criteria, labelling }: Asked): Step[] {
  return [
    ...(labelling.ratings === "off" ? [] : [RATE_LEFT, RATE_RIGHT]),
    ...criteria.map(({ id }) => id),
    ...(labelling.confidence ? [CONFIDENCE] : []),
  ];
}

/**
 * The one question whose scale is shown, where so much is asked that the others are a line each and leave the room to the responses: the one
 * that keys answer, else the first that has no answer, else the last. Null where every scale is shown.
 */
export function openRow(asked: Asked, { given }: Pick<Shown, "given">, focus: Step): string | null {
  const { criteria, labelling } = asked;
  const rows = criteria.length + (labelling.ratings === "off" ? 0 : 1) + (labelling.confidence ? 1 : 0);
  if (criteria.length < 2 || rows < 3) return null;
  if (criteria.some(({ id }) => id === focus)) return focus;
  return (criteria.find(({ id }) => !given.has(id)) ?? criteria.at(-1))?.id ?? null;
}

/** What stands on the screen. */
export function toShown({ answers }: Answers, draft: Draft): Shown {
  const given = new Map<string, Given>();
  for (const answer of answers) given.set(answer.criterionId, toGiven(answer));
  for (const [criterionId, each] of Object.entries(draft.given)) given.set(criterionId, each);
  const sent = answers.find((answer) => answer.ratings)?.ratings ?? {};
  return {
    given,
    ratings: { ...sent, ...draft.ratings },
    confidence: draft.confidence ?? answers.find((answer) => answer.confidence !== null)?.confidence ?? null,
    rationale: draft.rationale ?? answers.find((answer) => answer.rationale)?.rationale ?? "",
  };
}

/** The step that waits for an answer: the first one after `after` in the order of the round, then the first of all; null when none does. */
export function openStep(asked: Asked, shown: Shown, after: Step | null = null): Step | null {
  const steps = stepsOf(asked);
  const isOpen = (step: Step) => !isGiven(step, shown);
  const later = steps.slice(after === null ? 0 : steps.indexOf(after) + 1).find(isOpen);
  return (
    later ?? steps.find((step) => isOpen(step) && asked.criteria.every(({ id, required }) => id !== step || required)) ?? null
  );
}

function isGiven(step: Step, { given, ratings, confidence }: Shown): boolean {
  if (step === RATE_LEFT) return ratings.left !== undefined;
  if (step === RATE_RIGHT) return ratings.right !== undefined;
  if (step === CONFIDENCE) {
    // Only a preference has one; there is nothing to ask where no question was answered with one.
    return confidence !== null || (given.size > 0 && [...given.values()].every(({ answer }) => answer !== "PREFERENCE"));
  }
  return given.has(step);
}

/** The answers that are new or changed and have all that the round requires, and whether one of those that wait lacks only a reason. */
export function toSend(asked: Asked, item: Answers, draft: Draft): { ready: Answered[]; lacksReason: boolean } {
  const shown = toShown(item, draft);
  const first = asked.criteria[0]?.id;
  const ready: Answered[] = [];
  let lacksReason = false;
  for (const { id } of asked.criteria) {
    const given = shown.given.get(id);
    if (!given || !isChanged(id, id === first, item, draft)) continue;
    const lacks = whatLacks(asked, shown, given, id === first);
    if (lacks.length === 0) ready.push(toAnswered(asked, shown, given, id, id === first));
    else if (lacks.every((each) => each === "reason")) lacksReason = true;
  }
  return { ready, lacksReason };
}

/** An answer as it goes to the server, whatever it lacks. */
export function toAnswered(asked: Asked, shown: Shown, given: Given, criterionId: string, isFirst: boolean): Answered {
  const isSkip = given.answer === "SKIP";
  const { left, right } = shown.ratings;
  const mayRate = isFirst && !isSkip && asked.labelling.ratings !== "off" && left !== undefined && right !== undefined;
  return {
    criterionId,
    given,
    rationale: asked.labelling.rationale === "off" ? "" : shown.rationale,
    confidence: asked.labelling.confidence && given.answer === "PREFERENCE" ? shown.confidence : null,
    ratings: mayRate ? { left, right } : null,
  };
}

function isChanged(criterionId: string, isFirst: boolean, { answers }: Answers, draft: Draft): boolean {
  if (criterionId in draft.given) return true;
  const sent = answers.find((answer) => answer.criterionId === criterionId);
  if (!sent || sent.answer === "SKIP") return false;
  const { left, right } = draft.ratings;
  const isRated =
    isFirst && ((left ?? sent.ratings?.left) !== sent.ratings?.left || (right ?? sent.ratings?.right) !== sent.ratings?.right);
  return isRated || (draft.confidence !== null && sent.answer === "PREFERENCE" && draft.confidence !== sent.confidence);
}

function whatLacks({ labelling }: Asked, shown: Shown, given: Given, isFirst: boolean): ("rating" | "confidence" | "reason")[] {
  if (given.answer === "SKIP") return [];
  const isPreference = given.answer === "PREFERENCE";
  const { left, right } = shown.ratings;
  return [
    ...(isPreference && isFirst && labelling.ratings !== "off" && (left === undefined || right === undefined)
      ? (["rating"] as const)
      : []),
    ...(isPreference && labelling.confidence && shown.confidence === null ? (["confidence"] as const) : []),
    ...(labelling.rationale === "required" && shown.rationale.trim() === "" ? (["reason"] as const) : []),
  ];
}

/** What is left of a draft when answers of it were sent; null when nothing is. */
export function afterSending(draft: Draft, sent: readonly Answered[]): Draft | null {
  const ids = new Set(sent.map(({ criterionId }) => criterionId));
  const given = Object.fromEntries(Object.entries(draft.given).filter(([criterionId]) => !ids.has(criterionId)));
  return Object.keys(given).length === 0 ? null : { ...draft, given };
}

/** The side of the first question that Llama 2's bins forbid to press, with these ratings; null where none is. */
export function forbiddenSide(asked: Asked, { left, right }: Partial<PlacedRatings>): "LEFT" | "RIGHT" | null {
  if (left === undefined || right === undefined) return null;
  const isLeft = isForbidden(asked, left, right);
  if (!isLeft && !isForbidden(asked, right, left)) return null;
  return isLeft === (polarityOf(asked) === "BETTER") ? "LEFT" : "RIGHT";
}

/** Whether the ratings and the answer to the first question are together what the round does not take. */
export function isForbiddenTogether(asked: Asked, { given, ratings }: Shown): boolean {
  const first = given.get(asked.criteria[0]?.id ?? "");
  return first?.answer === "PREFERENCE" && first.click.side !== "TIE" && forbiddenSide(asked, ratings) === first.click.side;
}

function isForbidden({ labelling }: Asked, preferred: Rating, other: Rating): boolean {
  return isForbiddenBin(labelling.ratings, preferred, other);
}

function polarityOf({ criteria }: Asked): Polarity {
  return criteria[0]?.polarity ?? "BETTER";
}

function toGiven({ answer, click, reason }: OwnAnswer): Given {
  if (answer === "PREFERENCE") return { answer, click: click ?? { side: "TIE", level: 0 } };
  return answer === "SKIP" ? { answer, reason: reason ?? "" } : { answer };
}
