import { showToast } from "@/components/ui/toast/toast";
import type { ScaleButton } from "@/lib/labels/types";
import type { AnnotatePage } from "./annotate-page";
import { fullName } from "./scale-words";

/** Answers `criterionId` (the focused one unless said otherwise) with a button of the scale. */
export function pressButton(page: AnnotatePage, button: ScaleButton, criterionId = page.state.criterionId): void {
  const criterion = page.round.criteria.find(({ id }) => id === criterionId);
  const { item } = page;
  if (!criterion || !item) return;
  if (!page.decisions.decide({ answer: "PREFERENCE", button }, [criterionId], page.reason)) return;
  said(page, fullName(button, criterion));
}

/** Answers the focused criterion with "unsure" or, where it exists, "both bad". */
export function pressAside(page: AnnotatePage, answer: "UNSURE" | "BOTH_BAD", criterionId = page.state.criterionId): void {
  if (!page.item || !page.decisions.decide({ answer }, [criterionId], page.reason)) return;
  said(page, answer === "UNSURE" ? "Unsure" : "Both bad");
}

/** Skips the comparison: every criterion that is not answered yet. */
export function skip(page: AnnotatePage, reason: string): void {
  const { item } = page;
  if (!item) return;
  const open = page.round.criteria.map(({ id }) => id).filter((id) => !item.answers.some((each) => each.criterionId === id));
  const criterionIds = open.length > 0 ? open : page.round.criteria.map(({ id }) => id);
  page.setOverlay(null);
  if (page.decisions.decide({ answer: "SKIP", reason }, criterionIds, page.reason)) said(page, "Skipped");
}

/** Says the answer to screen readers, and to a finger, which can slip: with the way back. */
function said(page: AnnotatePage, words: string): void {
  page.say(words);
  const { item } = page;
  if (!item || !window.matchMedia("(pointer: coarse)").matches) return;
  showToast({
    title: words,
    undo: {
      label: "Undo",
      onUndo: () =>
        page.decisions.takeBack(
          item,
          page.round.criteria.map(({ id }) => id),
        ),
    },
    timeout: 8000,
  });
}
