"use client";

import { useCallback, useRef } from "react";
import { flushSync } from "react-dom";
import type { SubmittedLabel } from "@/lib/labels/schema";
import type { ScaleButton } from "@/lib/labels/types";
import type { OwnAnswer, QueueItem } from "@/lib/rounds/types";
import { newEventId } from "./new-event-id";
import type { OutboxEntry } from "./outbox-store";
import type { QueueAction } from "./queue-state";
import { clickOf } from "./scale-words";
import { useActiveTime } from "./use-active-time";

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

/** Turns decisions into entries of the outbox and paints what follows in the same frame. */
export function useDecisions({ scope, item, dispatch, add }: Parts) {
  const isLocked = useRef(false);
  const time = useActiveTime();

  const decide = useCallback(
    (decision: Decision, criterionIds: readonly string[], rationale: string) => {
      if (!item || isLocked.current || criterionIds.length === 0) return false;
      isLocked.current = true;
      const spent = time.take();
      const entries = criterionIds.map((criterionId) => toEntry({ scope, item, criterionId, decision, rationale, spent }));
      const answers = entries.flatMap((entry) => (entry.answer ? [entry.answer] : []));
      flushSync(() => dispatch({ kind: "answered", itemKey: item.key, answers, advance: true }));
      unlockWhenPainted(isLocked);
      add(entries);
      return true;
    },
    [add, dispatch, item, scope, time],
  );

  const takeBack = useCallback(
    (undone: QueueItem, criterionIds: readonly string[]) => {
      const entries = criterionIds.map(
        (criterionId): OutboxEntry => ({
          ...newEntry(scope, undone.key),
          label: { eventId: "", token: undone.token, criterionId, decidedAt: new Date().toISOString(), answer: "UNDO" },
          answer: null,
        }),
      );
      dispatch({ kind: "taken-back", itemKey: undone.key });
      add(entries.map((entry) => ({ ...entry, label: { ...entry.label, eventId: entry.eventId } })));
    },
    [add, dispatch, scope],
  );

  return { decide, takeBack, restartClock: time.restart };
}

function toEntry(parts: {
  scope: string;
  item: QueueItem;
  criterionId: string;
  decision: Decision;
  rationale: string;
  spent: { durationMs: number; idleMs: number };
}): OutboxEntry {
  const { scope, item, criterionId, decision, rationale, spent } = parts;
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
  const answer: OwnAnswer = { criterionId, answer: decision.answer, click: null, reason: null, rationale: written || null };
  if (decision.answer === "PREFERENCE") {
    const click = clickOf(decision.button);
    return { ...entry, label: toPreference(common, click), answer: { ...answer, click } };
  }
  if (decision.answer === "SKIP")
    return {
      ...entry,
      label: { ...common, answer: "SKIP", reason: decision.reason },
      answer: { ...answer, reason: decision.reason },
    };
  return { ...entry, label: { ...common, answer: decision.answer }, answer };
}

function toPreference(
  common: Omit<Extract<SubmittedLabel, { answer: "UNSURE" | "BOTH_BAD" }>, "answer">,
  click: ReturnType<typeof clickOf>,
): SubmittedLabel {
  if (click.side === "TIE") return { ...common, answer: "PREFERENCE", side: "TIE", level: 0 };
  return { ...common, answer: "PREFERENCE", side: click.side, level: click.level };
}

function newEntry(scope: string, itemKey: string): Pick<OutboxEntry, "eventId" | "scope" | "itemKey" | "at" | "refusal"> {
  const at = Date.now();
  return { eventId: newEventId(at), scope, itemKey, at, refusal: null };
}

/** A key meant for one comparison must not fall on the next: nothing is taken until it has been on the screen. */
function unlockWhenPainted(isLocked: { current: boolean }): void {
  requestAnimationFrame(() => {
    setTimeout(() => {
      isLocked.current = false;
    }, 0);
  });
}
