"use client";

import { useCallback, useMemo, useState } from "react";
import { showToast } from "@/components/ui/toast/toast";
import type { Queue, QueueItem } from "@/lib/rounds/types";
import type { AnnotatePage } from "./annotate-page";
import { type Draft, NO_DRAFT, openStep, type Shown, type Step, stepsOf, toShown } from "./beside/draft";
import { useDrafts } from "./beside/use-drafts";
import type { Overlay } from "./overlays/annotate-overlays";
import { type Note, toNoteEntry } from "./own/to-note-entry";
import { useOwnQuestions } from "./own/use-own-questions";
import { currentItem, isDone } from "./queue-state";
import { useWordDifferences } from "./reading/use-word-differences";
import { useDecisions } from "./use-decisions";
import { type LabelQueue, toActions, useLabelQueue } from "./use-label-queue";
import { type Outbox, useOutbox } from "./use-outbox";
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
  const questions = useOwnQuestions(round.id, outbox.state.waiting);
  const sendNote = useSendNote(scope, item, outbox);
  const asking = useAsking(scope, queue, labelQueue, item);
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

type Asking = Pick<AnnotatePage, "draft" | "setDraft" | "shown" | "focus" | "setFocus" | "refusal" | "setRefusal">;

/** What is decided and not sent, and what keys answer now. What belongs to one comparison is forgotten with it. */
function useAsking(scope: string, { round }: Queue, { state, dispatch }: LabelQueue, item: QueueItem | undefined): Asking {
  const itemKey = item?.key ?? "";
  const { draftOf, setDraft } = useDrafts(scope);
  const [here, setHere] = useState<{ itemKey: string; step: Step | null; refusal: string | null }>(NOWHERE);
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
      if (!isPlain) setHere((old) => ({ itemKey, step, refusal: old.itemKey === itemKey ? old.refusal : null }));
    },
    refusal: mine.refusal,
    setRefusal: (refusal) => {
      if (refusal === mine.refusal) return;
      setHere((old) => ({ itemKey, step: old.itemKey === itemKey ? old.step : null, refusal }));
    },
  };
}

const NOWHERE = { itemKey: "", step: null, refusal: null };

const SENT: Readonly<Record<Note["note"], string>> = {
  FLAG: "Flagged for the researchers",
  QUESTION: "Asked",
  EDIT: "The edited response is kept, and preferred to the one it was made from",
};

function useSendNote(scope: string, item: QueueItem | undefined, { add }: Outbox): AnnotatePage["sendNote"] {
  return (note) => {
    if (!item) return;
    add([toNoteEntry(scope, item, note)]);
    showToast({ title: SENT[note.note], timeout: 5000 });
  };
}
