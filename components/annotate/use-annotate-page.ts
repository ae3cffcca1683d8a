"use client";

import { useCallback, useMemo, useState } from "react";
import type { Queue, QueueItem } from "@/lib/rounds/types";
import type { AnnotatePage } from "./annotate-page";
import { type Draft, NO_DRAFT, openStep, type Shown, type Step, stepsOf, toShown } from "./beside/draft";
import { useDrafts } from "./beside/use-drafts";
import type { Overlay } from "./overlays/annotate-overlays";
import { type Note, toNoteEntry } from "./own/to-note-entry";
import { useOwnQuestions } from "./own/use-own-questions";
import { currentItem, isDone } from "./queue-state";
import { useWordDifferences } from "./reading/use-word-differences";
import { pageTexts } from "./texts/page";
import { useDecisions } from "./use-decisions";
import { type LabelQueue, toActions, useLabelQueue } from "./use-label-queue";
import { useOutbox } from "./use-outbox";
import { useReadingSettings } from "./use-reading-settings";

/** The state of the page and what can be done to it. */
export function useAnnotatePage(queue: Queue, userId: string) {
  const { round } = queue;
  const asked = useMemo(
    () => ({
      all: round.criteria.map(({ id }) => id),
      required: round.criteria.filter(({ required }) => required).map(({ id }) => id),
      holds: round.kind === "TRAINING",
    }),
    [round.criteria, round.kind],
  );
  const labelQueue = useLabelQueue(queue, asked);
  const { state, dispatch } = labelQueue;
  const [overlay, setOverlay] = useState<Overlay>(null);
  const { settings, change: changeSettings } = useReadingSettings();

  const scope = `${userId}/${round.id}`;
  const onEntries = useCallback((entries: Parameters<typeof toActions>[0]) => toActions(entries).forEach(dispatch), [dispatch]);
  const outbox = useOutbox(scope, onEntries);
  const item = state.gate ? undefined : currentItem(state);
  const isSettled = round.kind === "TRAINING" && item !== undefined && isDone(item, asked);
  const decisions = useDecisions({ scope, item, dispatch, add: outbox.add });
  const differences = useWordDifferences(item?.key ?? "");
  const [asks, setAsks] = useState(0);
  const questions = useOwnQuestions(round.id, asks, state.gate === null);
  const asking = useAsking(scope, queue, labelQueue, item);
  const sendNote: AnnotatePage["sendNote"] = (note) => {
    if (!item) return;
    outbox.add([toNoteEntry(scope, item, note)]);
    asking.tell({ text: SENT[note.note], isRefusal: false });
    if (note.note === "QUESTION") setAsks(asks + 1);
  };
  const page: Omit<AnnotatePage, "say"> = {
    ...labelQueue,
    ...asking,
    round,
    item,
    overlay,
    setOverlay,
    decisions,
    sendNote,
    questions,
    differences,
    settings,
    changeSettings,
    isSettled,
  };
  return { page, outbox, asked };
}

type Asking = Pick<AnnotatePage, "draft" | "setDraft" | "shown" | "focus" | "setFocus" | "told" | "tell">;

/** What is decided and not sent, and what keys answer now. What belongs to one comparison is forgotten with it. */
function useAsking(scope: string, { round }: Queue, { state, dispatch }: LabelQueue, item: QueueItem | undefined): Asking {
  const itemKey = item?.key ?? "";
  const { draftOf, setDraft } = useDrafts(scope);
  const [here, setHere] = useState<Here>(NOWHERE);
  const mine = here.itemKey === itemKey ? here : NOWHERE;
  const draft: Draft = item ? draftOf(itemKey) : NO_DRAFT;
  const shown: Shown = toShown(item ?? { answers: [] }, draft);
  // Where nothing is asked beside the questions, the queue says which of them is next.
  const isPlain = stepsOf(round).length === round.criteria.length;
  const open = isPlain ? null : (mine.step ?? openStep(round, shown));
  return {
    draft,
    setDraft: (changed) => item && setDraft(itemKey, changed),
    shown,
    focus: open ?? state.criterionId,
    setFocus: (step) => {
      if (step !== null && round.criteria.some(({ id }) => id === step)) dispatch({ kind: "focused", criterionId: step });
      if (!isPlain) setHere((old) => ({ ...NOWHERE, ...(old.itemKey === itemKey ? old : {}), itemKey, step }));
    },
    told: mine.told,
    tell: (told) => {
      if (told !== mine.told) setHere((old) => ({ ...NOWHERE, ...(old.itemKey === itemKey ? old : {}), itemKey, told }));
    },
  };
}

/** What is so of the comparison on the screen until it leaves. */
interface Here {
  itemKey: string;
  step: Step | null;
  told: AnnotatePage["told"];
}

const NOWHERE: Here = { itemKey: "", step: null, told: null };

const SENT: Readonly<Record<Note["note"], string>> = pageTexts.told.sent;
