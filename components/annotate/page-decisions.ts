import { showToast } from "@/components/ui/toast/toast";
import type { ScaleButton } from "@/lib/labels/types";
import type { Rating } from "@/lib/ratings/types";
import type { AnnotatePage } from "./annotate-page";
import { confidenceWords, ratingWords } from "./beside/beside-words";
import {
  type Answered,
  afterSending,
  CONFIDENCE,
  type Draft,
  forbiddenSide,
  type Given,
  isForbiddenTogether,
  openStep,
  RATE_LEFT,
  RATE_RIGHT,
  type Step,
  toAnswered,
  toSend,
  toShown,
} from "./beside/draft";
import { clickOf, fullName } from "./scale-words";
import { besideTexts } from "./texts/beside";
import { pageTexts } from "./texts/page";
import { scaleTexts } from "./texts/scale";

const texts = pageTexts.told;

/** Answers `criterionId` (the one that keys answer unless said otherwise) with a button of the scale. */
export function pressButton(page: AnnotatePage, button: ScaleButton, criterionId = askedCriterion(page)): void {
  const criterion = page.round.criteria.find(({ id }) => id === criterionId);
  if (!criterion) return;
  const click = clickOf(button);
  if (criterionId === page.round.criteria[0]?.id && forbiddenSide(page.round, page.shown.ratings) === click.side) {
    page.tell(FORBIDDEN);
    return;
  }
  give(page, criterionId, { answer: "PREFERENCE", click }, fullName(button, criterion));
}

/** Answers a criterion with "unsure" or, where it exists, "both bad". */
export function pressAside(page: AnnotatePage, answer: "UNSURE" | "BOTH_BAD", criterionId = askedCriterion(page)): void {
  give(page, criterionId, { answer }, answer === "UNSURE" ? scaleTexts.unsure : scaleTexts.bothBad);
}

/** Rates one response by itself. */
export function rate(page: AnnotatePage, side: "left" | "right", value: Rating): void {
  const { item, round, draft } = page;
  if (!item) return;
  const changed: Draft = { ...draft, ratings: { ...draft.ratings, [side]: value } };
  if (isForbiddenTogether(round, toShown(item, changed))) {
    page.tell(FORBIDDEN);
    return;
  }
  submit(page, changed, side === "left" ? RATE_LEFT : RATE_RIGHT, besideTexts.rated(scaleTexts.sides[side], ratingWords(value)));
}

/** Says how sure one is, 1 to 5. */
export function setConfidence(page: AnnotatePage, confidence: number): void {
  submit(page, { ...page.draft, confidence }, CONFIDENCE, confidenceWords(confidence));
}

/** Skips the comparison: every criterion that was not sent yet, or all of them when it is done. */
export function skip(page: AnnotatePage, reason: string): void {
  const { item, round } = page;
  page.setOverlay(null);
  if (!item) return;
  const all = round.criteria.map(({ id }) => id);
  const open = all.filter((id) => !item.answers.some((each) => each.criterionId === id));
  const given: Given = { answer: "SKIP", reason };
  const answers = (open.length > 0 ? open : all).map((id) => toAnswered(round, page.shown, given, id, false));
  if (send(page, answers, scaleTexts.skipped)) page.setDraft(null);
}

/** The written reason is done: it goes with the next answer, or at once where the question that keys answer has one. */
export function finishReason(page: AnnotatePage): void {
  const { item, round, shown, draft } = page;
  page.setOverlay(null);
  if (!item) return;
  const criterionId = askedCriterion(page);
  const waiting = toSend(round, item, draft).ready;
  if (waiting.length > 0) {
    submit(page, draft, criterionId, texts.reasonWritten);
    return;
  }
  const sent = item.answers.find((each) => each.criterionId === criterionId);
  const given = shown.given.get(criterionId);
  if (!sent || !given || (sent.rationale ?? "") === shown.rationale.trim()) return;
  if (round.labelling.rationale === "required" && given.answer !== "SKIP" && shown.rationale.trim() === "") {
    page.tell(REASON_ASKED);
    return;
  }
  if (send(page, [toAnswered(round, shown, given, criterionId, criterionId === round.criteria[0]?.id)], texts.reasonWritten))
    page.setDraft(null);
}

/** The question that keys answer; where they answer something else, the first that has no answer. */
function askedCriterion({ focus, round, shown }: AnnotatePage): string {
  const { criteria } = round;
  if (criteria.some(({ id }) => id === focus)) return focus;
  return criteria.find(({ id }) => !shown.given.has(id))?.id ?? criteria[0]?.id ?? "";
}

const FORBIDDEN = {
  text: texts.forbidden,
  isRefusal: true,
};
const REASON_ASKED = {
  text: texts.reasonAsked,
  isRefusal: true,
};

function give(page: AnnotatePage, criterionId: string, given: Given, words: string): void {
  submit(page, { ...page.draft, given: { ...page.draft.given, [criterionId]: given } }, criterionId, words);
}

/** Takes a draft on: sends what is ready, keeps what waits, and goes on to what is asked next. */
function submit(page: AnnotatePage, draft: Draft, at: Step, words: string): void {
  const { item, round } = page;
  if (!item || page.isSettled || page.decisions.isLocked()) return;
  page.tell(null);
  const { ready, lacksReason } = toSend(round, item, draft);
  // Another rating or confidence of what was sent before is no reason to leave the comparison.
  const stays = Object.keys(draft.given).length === 0;
  if (ready.length === 0) {
    page.setDraft(draft);
    page.say(words);
    const next = openStep(round, toShown(item, draft), at);
    if (next !== null) page.setFocus(next);
    else if (lacksReason) {
      page.tell(REASON_ASKED);
      page.setOverlay("reason");
    }
    return;
  }
  if (!send(page, ready, words, stays)) return;
  const left = afterSending(draft, ready);
  page.setDraft(left);
  const next = left && openStep(round, toShown(item, draft), at);
  page.setFocus(next ?? (stays ? at : null));
}

function send(page: AnnotatePage, answers: readonly Answered[], words: string, stays = false): boolean {
  const { item } = page;
  if (!item || page.isSettled || !page.decisions.decide(answers, stays)) return false;
  page.say(words);
  // A finger can slip, and has no key to go back with.
  if (!window.matchMedia("(pointer: coarse)").matches) return true;
  const answered = item.answers.map(({ criterionId }) => criterionId);
  const isChange = answers.some(({ criterionId }) => answered.includes(criterionId));
  const undone = [...answered, ...answers.map(({ criterionId }) => criterionId)];
  const undo =
    isChange || page.round.kind === "TRAINING"
      ? undefined
      : { label: texts.undo, onUndo: () => page.decisions.takeBack(item, undone) };
  showToast({ title: words, undo, timeout: 8000 });
  return true;
}
