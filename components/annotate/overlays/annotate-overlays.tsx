"use client";

import { lazy, Suspense } from "react";
import type { AnnotatePage } from "@/components/annotate/annotate-page";
import { originOf } from "@/components/annotate/outbox/labels-file";
import { pageTexts } from "@/components/annotate/texts/page";
import { fetchOwnItem } from "@/components/annotate/use-label-queue";
import type { Outbox } from "@/components/annotate/use-outbox";

// Loaded when they are first opened: none of it is needed to label.
const GuidelinesDrawer = lazy(() => import("./guidelines-drawer").then(({ GuidelinesDrawer: Part }) => ({ default: Part })));
const KeysDialog = lazy(() => import("./keys-dialog").then(({ KeysDialog: Part }) => ({ default: Part })));
const ReadingDialog = lazy(() => import("./reading-dialog").then(({ ReadingDialog: Part }) => ({ default: Part })));
const RefusedDialog = lazy(() => import("./refused-dialog").then(({ RefusedDialog: Part }) => ({ default: Part })));
const AnswersDrawer = lazy(() =>
  import("@/components/annotate/own/answers-drawer").then(({ AnswersDrawer: Part }) => ({ default: Part })),
);
const QuestionsDrawer = lazy(() =>
  import("@/components/annotate/own/questions-drawer").then(({ QuestionsDrawer: Part }) => ({ default: Part })),
);
const EditDialog = lazy(() =>
  import("@/components/annotate/own/edit-dialog").then(({ EditDialog: Part }) => ({ default: Part })),
);

/** What is open over the page. */
export type Overlay =
  | "guidelines"
  | "keys"
  | "reading"
  | "refused"
  | "skip"
  | "reason"
  | "flag"
  | "questions"
  | "answers"
  | "edit"
  | null;

export interface AnnotateOverlaysProps {
  page: AnnotatePage;
  outbox: Outbox;
  userId: string;
}

/** The drawers and the dialogs of the page. */
export function AnnotateOverlays({ page, outbox, userId }: AnnotateOverlaysProps) {
  const { round, overlay, item, settings } = page;
  const onClose = () => page.setOverlay(null);
  const open = (token: string) => {
    void fetchOwnItem(round.id, token).then((found) => {
      if (!found) {
        page.tell({ text: pageTexts.told.notOpened, isRefusal: true });
        return;
      }
      page.dispatch({ kind: "visited", item: found });
      onClose();
    });
  };
  return (
    <Suspense>
      {overlay === "guidelines" && round.guidelines ? <GuidelinesDrawer guidelines={round.guidelines} onClose={onClose} /> : null}
      {overlay === "keys" ? (
        <KeysDialog round={round} settings={settings} onSettings={page.changeSettings} onClose={onClose} />
      ) : null}
      {overlay === "reading" ? <ReadingDialog settings={settings} onSettings={page.changeSettings} onClose={onClose} /> : null}
      {overlay === "refused" ? <RefusedDialog outbox={outbox} origin={originOf(round, userId)} onClose={onClose} /> : null}
      {overlay === "answers" ? (
        <AnswersDrawer round={round} toSend={outbox.state.waitingItems.length} onOpen={open} onClose={onClose} />
      ) : null}
      {overlay === "questions" ? (
        <QuestionsDrawer
          questions={page.questions}
          place={item?.place ?? null}
          onAsk={(text) => page.sendNote({ note: "QUESTION", text })}
          onOpen={open}
          onClose={onClose}
        />
      ) : null}
      {overlay === "edit" && item?.source ? (
        <EditDialog
          source={item.source}
          side={preferredSide(page)}
          onSend={(side, text) => sendEdit(page, side, text)}
          onClose={onClose}
        />
      ) : null}
    </Suspense>
  );
}

function sendEdit(page: AnnotatePage, side: "LEFT" | "RIGHT", text: string): void {
  page.setOverlay(null);
  page.sendNote({ note: "EDIT", criterionId: page.state.criterionId, side, text });
}

/** The response that the person prefers on the question that keys answer: the one that is worth making better. */
function preferredSide({ round, shown, state }: AnnotatePage): "left" | "right" {
  const given = shown.given.get(state.criterionId);
  if (given?.answer !== "PREFERENCE" || given.click.side === "TIE") return "left";
  const asksWorse = round.criteria.some(({ id, polarity }) => id === state.criterionId && polarity === "WORSE");
  return (given.click.side === "LEFT") === asksWorse ? "right" : "left";
}
