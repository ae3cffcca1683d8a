"use client";

import type { AnnotatePage } from "./annotate-page";
import { pressAside, pressButton } from "./page-decisions";
import { buttonOfKey } from "./scale-words";
import { useShortcuts } from "./use-shortcuts";

/** The keys of the annotator's page. */
export function useAnnotateKeys(page: AnnotatePage): void {
  useShortcuts((key) => {
    if (page.overlay !== null && closes(page, key)) return done(() => page.setOverlay(null));
    if (!page.settings.hasKeys) return false;
    // While the reasons to skip are open the scale is off; a dialog takes all keys.
    if (page.overlay === "skip" || page.overlay === "keys" || page.overlay === "refused") return false;
    return everywhere(page, key) || (page.item !== undefined && onComparison(page, key));
  });
}

function closes({ overlay }: AnnotatePage, key: string): boolean {
  const own = { guidelines: "g", keys: "?", skip: "s", reason: "r", refused: null };
  return key === "Escape" || (overlay !== null && key === own[overlay]);
}

function everywhere(page: AnnotatePage, key: string): boolean {
  const { round, settings } = page;
  switch (key) {
    case "z":
    case "Backspace":
      return round.kind !== "TRAINING" && done(page.goBack);
    case "g":
      return round.guidelines !== null && done(() => page.setOverlay("guidelines"));
    case "?":
      return done(() => page.setOverlay("keys"));
    case "+":
      return done(() => page.changeSettings({ textSize: settings.textSize + 1 }));
    case "-":
    case "−":
      return done(() => page.changeSettings({ textSize: settings.textSize - 1 }));
    default:
      return false;
  }
}

function onComparison(page: AnnotatePage, key: string): boolean {
  const button = buttonOfKey(page.round.scale, key);
  if (button) return done(() => pressButton(page, button));
  switch (key) {
    case "b":
      return page.round.scale.allowsBothBad && done(() => pressAside(page, "BOTH_BAD"));
    case "u":
      return done(() => pressAside(page, "UNSURE"));
    case "s":
      return done(() => page.setOverlay("skip"));
    case "r":
      return done(() => page.setOverlay("reason"));
    case "d":
      return done(page.differences.toggle);
    case "x":
      return done(page.goForward);
    case "q":
      return done(() => page.dispatch({ kind: "focused", criterionId: nextCriterion(page) }));
    default:
      return scrolls(key);
  }
}

function nextCriterion({ round, state }: AnnotatePage): string {
  const at = round.criteria.findIndex(({ id }) => id === state.criterionId);
  return round.criteria[(at + 1) % round.criteria.length]?.id ?? state.criterionId;
}

/** What a page does with these keys, for the part of this page that scrolls: prompt and both responses together. */
const SCROLLS: Readonly<Record<string, (height: number) => number>> = {
  " ": (height) => height * 0.85,
  PageDown: (height) => height * 0.85,
  PageUp: (height) => -height * 0.85,
  ArrowDown: () => 60,
  ArrowUp: () => -60,
};

function scrolls(key: string): boolean {
  const by = SCROLLS[key];
  const main = document.querySelector(".a-main:not([inert])");
  if (!by || !main) return false;
  main.scrollBy({ top: by(main.clientHeight) });
  return true;
}

function done(action: () => void): true {
  action();
  return true;
}
