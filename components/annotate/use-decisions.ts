"use client";

import { useCallback, useRef } from "react";
import { flushSync } from "react-dom";
import type { SubmittedLabel } from "@/lib/labels/schema";
import type { OwnAnswer, QueueItem } from "@/lib/rounds/types";
import type { Answered } from "./beside/draft";
import { newEventId } from "./outbox/new-event-id";
import type { OutboxEntry } from "./outbox/outbox-store";
import type { QueueAction } from "./queue-state";
import type { SpentTime } from "./stopwatch";
import { useActiveTime } from "./use-active-time";
import { afterPaint } from "./use-after-paint";

interface Parts {
  scope: string;
  item: QueueItem | undefined;
  dispatch: (action: QueueAction) => void;
  add: (entries: readonly OutboxEntry[]) => void;
}

export interface Decisions {
  /** Whether nothing is taken now: the comparison on the screen has not been painted yet. */
  isLocked: () => boolean;
  /**
   * Sends answers to the comparison on the screen.
   *
   * @param stays - The screen stays with a comparison that was finished before, so that more of it can be changed.
   * @returns False when nothing was decided: no comparison, or the one on the screen has not been painted yet.
   */
  decide: (answers: readonly Answered[], stays?: boolean) => boolean;
  /** Takes the answers of a comparison back and shows it again. */
  takeBack: (item: QueueItem, criterionIds: readonly string[]) => void;
}

/** Turns decisions into entries of the outbox and paints what follows in the same frame. */
export function useDecisions({ scope, item, dispatch, add }: Parts): Decisions {
  const locked = useRef(false);
  const takeTime = useActiveTime();

  const decide = useCallback<Decisions["decide"]>(
    (answers, stays = false) => {
      if (!item || locked.current || answers.length === 0) return false;
      locked.current = true;
      const spent = takeTime();
      // The time of answers that go together is told once, so that sums are right.
      const entries = answers.map((answered, index) => toEntry({ scope, item, answered, spent: index === 0 ? spent : NO_TIME }));
      // Writing begins before the screen moves on.
      add(entries);
      const own = entries.flatMap((entry) => (entry.answer ? [entry.answer] : []));
      const wasReading = document.activeElement?.closest(".a-main") !== null;
      flushSync(() => dispatch({ kind: "answered", itemKey: item.key, answers: own, stays }));
      if (wasReading) document.querySelector<HTMLElement>(".a-main:not([inert])")?.focus({ preventScroll: true });
      // A key meant for one comparison must not fall on the next: nothing is taken until it has been on the screen.
      afterPaint(() => {
        locked.current = false;
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

  return { isLocked: useCallback(() => locked.current, []), decide, takeBack };
}

const NO_TIME: SpentTime = { durationMs: 0, idleMs: 0, hiddenMs: 0 };

interface EntryParts {
  scope: string;
  item: QueueItem;
  answered: Answered;
  spent: SpentTime;
}

function toEntry({ scope, item, answered, spent }: EntryParts): OutboxEntry {
  const { criterionId, given, confidence, ratings } = answered;
  const isFirst = !item.answers.some((each) => each.criterionId === criterionId);
  const entry = { ...newEntry(scope, item.key), isFirst };
  const rationale = answered.rationale.trim();
  const common = {
    eventId: entry.eventId,
    token: item.token,
    criterionId,
    decidedAt: new Date(entry.at).toISOString(),
    ...spent,
    ...(rationale ? { rationale } : {}),
    ...(confidence === null ? {} : { confidence }),
    ...(ratings ? { ratings } : {}),
  };
  const answer: OwnAnswer = {
    criterionId,
    answer: given.answer,
    click: null,
    reason: null,
    rationale: rationale || null,
    confidence,
    ratings,
  };
  switch (given.answer) {
    case "PREFERENCE":
      return { ...entry, label: toPreference(common, given.click), answer: { ...answer, click: given.click } };
    case "SKIP": {
      const { reason } = given;
      return { ...entry, label: { ...common, answer: "SKIP", reason }, answer: { ...answer, reason } };
    }
    default:
      return { ...entry, label: { ...common, answer: given.answer }, answer };
  }
}

function toPreference(
  common: Omit<Extract<SubmittedLabel, { answer: "UNSURE" | "BOTH_BAD" }>, "answer">,
  click: NonNullable<OwnAnswer["click"]>,
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

/** The beginnings of an entry of the outbox, made now. */
export function newEntry(scope: string, itemKey: string): Pick<OutboxEntry, "eventId" | "scope" | "itemKey" | "at" | "refusal"> {
  const at = Date.now();
  return { eventId: newEventId(at), scope, itemKey, at, refusal: null };
}
