"use client";

import { lazy, Suspense } from "react";
import type { QueueRound } from "@/lib/rounds/types";
import type { useOutbox } from "./use-outbox";

// Loaded when they are first opened: none of it is needed to label.
const GuidelinesDrawer = lazy(() => import("./guidelines-drawer").then(({ GuidelinesDrawer: Part }) => ({ default: Part })));
const KeysDialog = lazy(() => import("./keys-dialog").then(({ KeysDialog: Part }) => ({ default: Part })));
const RefusedDialog = lazy(() => import("./refused-dialog").then(({ RefusedDialog: Part }) => ({ default: Part })));

/** What is open over the page. */
export type Overlay = "guidelines" | "keys" | "refused" | "skip" | "reason" | null;

export interface AnnotateOverlaysProps {
  round: QueueRound;
  overlay: Overlay;
  onClose: () => void;
  outbox: ReturnType<typeof useOutbox>;
}

/** The drawer and the dialogs of the page. */
export function AnnotateOverlays({ round, overlay, onClose, outbox }: AnnotateOverlaysProps) {
  const onOpenChange = (open: boolean) => {
    if (!open) onClose();
  };
  return (
    <Suspense>
      {overlay === "guidelines" && round.guidelines ? (
        <GuidelinesDrawer guidelines={round.guidelines} open onOpenChange={onOpenChange} />
      ) : null}
      {overlay === "keys" ? <KeysDialog scale={round.scale} open onOpenChange={onOpenChange} /> : null}
      {overlay === "refused" ? (
        <RefusedDialog refused={outbox.state.refused} open onOpenChange={onOpenChange} onDismiss={outbox.dismiss} />
      ) : null}
    </Suspense>
  );
}
