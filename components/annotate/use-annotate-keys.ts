"use client";

import type { AnnotatePage } from "./annotate-page";
import { pressAside, pressButton, skip } from "./page-decisions";
import { buttonOfKey } from "./scale-words";
import { useShortcuts } from "./use-shortcuts";

/** The keys of the annotator's page. While something is open over the page, Escape alone is ours. */
export function useAnnotateKeys(page: AnnotatePage): void {
  useShortcuts((key) => {
    if (page.overlay !== null) return closes(page, key);
    if (key === "z" || key === "Z" || key === "Backspace") return done(page.goBack);
    if (!page.item) return false;
    const button = buttonOfKey(page.round.scale, key);
    if (button) return done(() => pressButton(page, button));
    return other(page, key.toLowerCase());
  });
}

function other(page: AnnotatePage, key: string): boolean {
  const { round, dispatch, state, setOverlay } = page;
  switch (key) {
    case "b":
      return round.scale.allowsBothBad && done(() => pressAside(page, "BOTH_BAD"));
    case "u":
      return done(() => pressAside(page, "UNSURE"));
    case "s":
      return done(() => setOverlay("skip"));
    case "r":
      return done(() => setOverlay("reason"));
    case "d":
      return done(page.differences.toggle);
    case "g":
      return round.guidelines !== null && done(() => setOverlay("guidelines"));
    case "?":
      return done(() => setOverlay("keys"));
    case "x":
      return done(() => dispatch({ kind: "went-to", index: state.index + 1 }));
    case "q":
      return done(() => dispatch({ kind: "focused", criterionId: nextCriterion(page) }));
    case " ":
      return done(scrollBoth);
    default:
      return false;
  }
}

/** The drawer and the dialogs close themselves; the menu and the box of the footer are closed here when focus is elsewhere. */
function closes(page: AnnotatePage, key: string): boolean {
  if (key === "Escape" || (key === "g" && page.overlay === "guidelines") || (key === "?" && page.overlay === "keys"))
    return done(() => page.setOverlay(null));
  if (page.overlay !== "skip") return false;
  return key === "s" && done(() => skip(page, "No reason given"));
}

function nextCriterion({ round, state }: AnnotatePage): string {
  const at = round.criteria.findIndex(({ id }) => id === state.criterionId);
  return round.criteria[(at + 1) % round.criteria.length]?.id ?? state.criterionId;
}

function scrollBoth(): void {
  const main = document.querySelector(".a-main:not([hidden])");
  main?.scrollBy({ top: main.clientHeight * 0.85 });
}

function done(action: () => void): true {
  action();
  return true;
}
