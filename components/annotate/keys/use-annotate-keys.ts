"use client";

import type { AnnotatePage } from "@/components/annotate/annotate-page";
import { CONFIDENCE, RATE_LEFT, RATE_RIGHT, stepsOf } from "@/components/annotate/beside/draft";
import type { Overlay } from "@/components/annotate/overlays/annotate-overlays";
import { pressAside, pressButton, rate, setConfidence } from "@/components/annotate/page-decisions";
import { buttonOfKey } from "@/components/annotate/scale-words";
import { ratingValues } from "@/lib/ratings/types";
import { toStandard } from "./key-map";
import { useShortcuts } from "./use-shortcuts";

/** The keys of the annotator's page. */
export function useAnnotateKeys(page: AnnotatePage): void {
  useShortcuts((pressed) => {
    const key = toStandard(page.settings.keys, pressed);
    if (page.overlay !== null && closes(page, pressed, key)) return done(() => page.setOverlay(null));
    if (!page.settings.hasKeys || key === null) return false;
    // While reasons to skip or flag are chosen the scale is off; a dialog takes all keys.
    if (page.overlay !== null && TAKES_ALL.includes(page.overlay)) return false;
    return everywhere(page, key) || (page.item === undefined ? scrolls(key) : onComparison(page, key));
  });
}

const TAKES_ALL: readonly Overlay[] = ["skip", "flag", "keys", "reading", "refused", "edit"];

const OWN_KEY: Readonly<Record<NonNullable<Overlay>, string | null>> = {
  guidelines: "g",
  keys: "?",
  reading: "v",
  skip: "s",
  reason: "r",
  flag: "f",
  questions: "a",
  answers: "l",
  edit: null,
  refused: null,
};

function closes({ overlay }: AnnotatePage, pressed: string, key: string | null): boolean {
  return pressed === "Escape" || (overlay !== null && key !== null && key === OWN_KEY[overlay]);
}

function everywhere(page: AnnotatePage, key: string): boolean {
  const { round, settings } = page;
  switch (key) {
    case "z":
    case "Backspace":
      return round.kind !== "TRAINING" && done(page.goBack);
    case "g":
      return round.guidelines !== null && done(() => page.setOverlay("guidelines"));
    case "l":
      return round.kind !== "TRAINING" && done(() => page.setOverlay("answers"));
    case "?":
      return done(() => page.setOverlay("keys"));
    case "v":
      return done(() => page.setOverlay("reading"));
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
  const { labelling, scale } = page.round;
  // Nothing is decided about it any more.
  if (page.isSettled) return key === "d" ? done(page.differences.toggle) : scrolls(key);
  if (answers(page, key)) return true;
  switch (key) {
    case "b":
      return scale.allowsBothBad && done(() => pressAside(page, "BOTH_BAD"));
    case "u":
      return done(() => pressAside(page, "UNSURE"));
    case "s":
      return done(() => page.setOverlay("skip"));
    case "r":
      return labelling.rationale !== "off" && done(() => page.setOverlay("reason"));
    case "e":
      return labelling.edits && done(() => page.setOverlay("edit"));
    case "f":
      return done(() => page.setOverlay("flag"));
    case "a":
      return done(() => page.setOverlay("questions"));
    case "d":
      return done(page.differences.toggle);
    case "x":
      return done(page.goForward);
    case "q":
    case "ArrowRight":
      return moves(page, 1, key);
    case "ArrowLeft":
      return moves(page, -1, key);
    default:
      return scrolls(key);
  }
}

/** A digit answers what is in focus: a rating, the confidence, or a question. */
function answers(page: AnnotatePage, key: string): boolean {
  const { focus, round } = page;
  if (focus === RATE_LEFT || focus === RATE_RIGHT) {
    const value = ratingValues(round.labelling.ratings)[key === "0" ? 9 : Number(key) - 1];
    return value !== undefined && done(() => rate(page, focus === RATE_LEFT ? "left" : "right", value));
  }
  if (focus === CONFIDENCE) return /^[1-5]$/.test(key) && done(() => setConfidence(page, Number(key)));
  const button = buttonOfKey(round.scale, key);
  return button !== null && done(() => pressButton(page, button));
}

/** To the next or the one before of what is asked; an arrow belongs to code that it scrolls sideways. */
function moves({ focus, round, setFocus }: AnnotatePage, by: 1 | -1, key: string): boolean {
  const steps = stepsOf(round);
  if (steps.length < 2 || (key !== "q" && document.activeElement?.closest("pre"))) return false;
  const next = steps[(steps.indexOf(focus) + by + steps.length) % steps.length];
  return next !== undefined && done(() => setFocus(next));
}

/** What a page does with these keys, for the part of this page that scrolls. */
const SCROLLS: Readonly<Record<string, (height: number) => number>> = {
  " ": (height) => height * 0.85,
  PageDown: (height) => height * 0.85,
  PageUp: (height) => -height * 0.85,
  ArrowDown: () => 60,
  ArrowUp: () => -60,
};

function scrolls(key: string): boolean {
  const by = SCROLLS[key];
  const parts = scrolling();
  if (!by || parts.length === 0) return false;
  for (const part of parts) part.scrollBy({ top: by(part.clientHeight) });
  return true;
}

/** Prompt and both responses as one; where they scroll apart, the response that has the focus, or both. */
function scrolling(): Element[] {
  const main = document.querySelector(".a-main:not([inert])");
  if (!main) return [];
  const isApart = document.querySelector(".annotate[data-scroll=apart]") && matchMedia("(min-width: 48.01rem)").matches;
  if (!isApart) return [main];
  const focused = document.activeElement?.closest(".a-pane");
  return focused ? [focused] : [...main.querySelectorAll(".a-pane")];
}

function done(action: () => void): true {
  action();
  return true;
}
