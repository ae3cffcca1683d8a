import { showToast } from "@/components/ui/toast/toast";
import type { ScaleButton } from "@/lib/labels/types";
import type { AnnotatePage } from "./annotate-page";
import { findButton, fullName } from "./scale-words";
import type { Decision } from "./use-decisions";

/** Answers `criterionId` (the focused one unless said otherwise) with a button of the scale. */
export function pressButton(page: AnnotatePage, button: ScaleButton, criterionId = page.state.criterionId): void {
  const criterion = page.round.criteria.find(({ id }) => id === criterionId);
  if (criterion) decideAndSay(page, { answer: "PREFERENCE", button }, [criterionId], fullName(button, criterion));
}

/** Answers a criterion with "unsure" or, where it exists, "both bad". */
export function pressAside(page: AnnotatePage, answer: "UNSURE" | "BOTH_BAD", criterionId = page.state.criterionId): void {
  decideAndSay(page, { answer }, [criterionId], answer === "UNSURE" ? "Unsure" : "Both bad");
}

/** Skips the comparison: every criterion that is not answered yet, or all of them when it is done. */
export function skip(page: AnnotatePage, reason: string): void {
  const all = page.round.criteria.map(({ id }) => id);
  const open = all.filter((id) => !page.item?.answers.some((each) => each.criterionId === id));
  page.setOverlay(null);
  decideAndSay(page, { answer: "SKIP", reason }, open.length > 0 ? open : all, "Skipped");
}

/** The written reason is done: it goes with the next answer, or at once where the comparison is answered already. */
export function finishReason(page: AnnotatePage): void {
  const { item, round, state } = page;
  page.setOverlay(null);
  const answer = item?.answers.find(({ criterionId }) => criterionId === state.criterionId);
  if (!answer || (answer.rationale ?? "") === page.reason.trim()) return;
  const button = answer.click ? findButton(round.scale, answer.click) : null;
  if (button) pressButton(page, button);
  else if (answer.answer === "UNSURE" || answer.answer === "BOTH_BAD") pressAside(page, answer.answer);
  else if (answer.reason !== null) skip(page, answer.reason);
}

function decideAndSay(page: AnnotatePage, decision: Decision, criterionIds: readonly string[], words: string): void {
  const { item } = page;
  if (!item || page.isSettled || !page.decisions.decide(decision, criterionIds, page.reason)) return;
  page.say(words);
  // A finger can slip, and has no key to go back with.
  if (!window.matchMedia("(pointer: coarse)").matches) return;
  const answered = item.answers.map(({ criterionId }) => criterionId);
  const isChange = criterionIds.some((id) => answered.includes(id));
  const undone = [...answered, ...criterionIds];
  const undo =
    isChange || page.round.kind === "TRAINING"
      ? undefined
      : { label: "Undo", onUndo: () => page.decisions.takeBack(item, undone) };
  showToast({ title: words, undo, timeout: 8000 });
}
