"use client";

import { useCallback, useRef } from "react";
import { flushSync } from "react-dom";
import type { SubmittedLabel } from "@/lib/labels/schema";
import type { Click, ScaleButton } from "@/lib/labels/types";
import type { OwnAnswer, QueueItem } from "@/lib/rounds/types";
import { newEventId } from "./outbox/new-event-id";
import type { OutboxEntry } from "./outbox/outbox-store";
import type { QueueAction } from "./queue-state";
import { clickOf } from "./scale-words";
import type { SpentTime } from "./stopwatch";
import { useActiveTime } from "./use-active-time";
import { afterPaint } from "./use-after-paint";

/** What can be decided about the comparison on the screen. */
export type Decision =
  | { answer: "PREFERENCE"; button: ScaleButton }
  | { answer: "UNSURE" | "BOTH_BAD" }
  | { answer: "SKIP"; reason: string };

interface Parts {
  scope: string;
  item: QueueItem | undefined;
  dispatch: (action: QueueAction) => void;
  add: (entries: readonly OutboxEntry[]) => void;
}

export interface Decisions {
  /** False when nothing was decided: no comparison, or the one on the screen has not been painted yet. */
  decide: (decision: Decision, criterionIds: readonly string[], rationale: string) => boolean;
  /** Takes the answers of a comparison back and shows it again. */
  takeBack: (item: QueueItem, criterionIds: readonly string[]) => void;
}

/** Turns decisions into entries of the outbox and paints what follows in the same frame. */
export function useDecisions({ scope, item, dispatch, add }: Parts): Decisions {
  const isLocked = useRef(false);
  const takeTime = useActiveTime();

  const decide = useCallback<Decisions["decide"]>(
    (decision, criterionIds, rationale) => {
      if (!item || isLocked.current || criterionIds.length === 0) return false;
      isLocked.current = true;
      const spent = takeTime();
      const entries = criterionIds.map((criterionId) => toEntry({ scope, item, criterionId, decision, rationale, spent }));
      // Writing begins before the screen moves on.
      add(entries);
      const answers = entries.flatMap((entry) => (entry.answer ? [entry.answer] : []));
      const wasReading = document.activeElement?.closest(".a-main") !== null;
      flushSync(() => dispatch({ kind: "answered", itemKey: item.key, answers }));
      if (wasReading) document.querySelector<HTMLElement>(".a-main:not([inert])")?.focus({ preventScroll: true });
      // A key meant for one comparison must not fall on the next: nothing is taken until it has been on the screen.
      afterPaint(() => {
        isLocked.current = false;
      });
      return true;
    },
    [add, dispatch, item, scope, takeTime],
  );

  const takeBack = useCallback<Decisions["takeBack"]>(
    (undone, criterionIds) => {
      add(criterionIds.map((criterionId) => toUndo(scope, undone, criterionId)));
      dispatch({ kind: "taken-back", itemKey: undone.key, isHere: true });
    },
    [add, dispatch, scope],
  );

  return { decide, takeBack };
}

interface EntryParts {
  scope: string;
  item: QueueItem;
  criterionId: string;
  decision: Decision;
  rationale: string;
  spent: SpentTime;
}

function toEntry({ scope, item, criterionId, decision, rationale, spent }: EntryParts): OutboxEntry {
  const entry = newEntry(scope, item.key);
  const written = rationale.trim();
  const common = {
    eventId: entry.eventId,
    token: item.token,
    criterionId,
    decidedAt: new Date(entry.at).toISOString(),
    ...spent,
    ...(written ? { rationale: written } : {}),
  };
  const answer: OwnAnswer = {
    criterionId,
    answer: decision.answer,
    click: null,
    reason: null,
    rationale: written || null,
    confidence: null,
    ratings: null,
  };
  switch (decision.answer) {
    case "PREFERENCE": {
      const click = clickOf(decision.button);
      return { ...entry, label: toPreference(common, click), answer: { ...answer, click } };
    }
    case "SKIP": {
      const { reason } = decision;
      return { ...entry, label: { ...common, answer: "SKIP", reason }, answer: { ...answer, reason } };
    }
    default:
      return { ...entry, label: { ...common, answer: decision.answer }, answer };
  }
}

function toPreference(
  common: Omit<Extract<SubmittedLabel, { answer: "UNSURE" | "BOTH_BAD" }>, "answer">,
  click: Click,
): SubmittedLabel {
  if (click.side === "TIE") return { ...common, answer: "PREFERENCE", side: "TIE", level: 0 };
  return { ...common, answer: "PREFERENCE", side: click.side, level: click.level };
}

function toUndo(scope: string, item: QueueItem, criterionId: string): OutboxEntry {
  const entry = newEntry(scope, item.key);
  const { eventId, at } = entry;
  const decidedAt = new Date(at).toISOString();
  return { ...entry, label: { eventId, token: item.token, criterionId, decidedAt, answer: "UNDO" }, answer: null };
}

function newEntry(scope: string, itemKey: string): Pick<OutboxEntry, "eventId" | "scope" | "itemKey" | "at" | "refusal"> {
  const at = Date.now();
  return { eventId: newEventId(at), scope, itemKey, at, refusal: null };
}
