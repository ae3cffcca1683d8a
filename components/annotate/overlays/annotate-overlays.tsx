"use client";

import { lazy, Suspense } from "react";
import type { Outbox } from "@/components/annotate/use-outbox";
import type { ReadingSettings } from "@/components/annotate/use-reading-settings";
import type { QueueRound } from "@/lib/rounds/types";

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
  outbox: Outbox;
  settings: ReadingSettings;
  onSettings: (part: Partial<ReadingSettings>) => void;
}

/** The drawer and the dialogs of the page. */
export function AnnotateOverlays({ round, overlay, onClose, outbox, settings, onSettings }: AnnotateOverlaysProps) {
  return (
    <Suspense>
      {overlay === "guidelines" && round.guidelines ? <GuidelinesDrawer guidelines={round.guidelines} onClose={onClose} /> : null}
      {overlay === "keys" ? <KeysDialog round={round} settings={settings} onSettings={onSettings} onClose={onClose} /> : null}
      {overlay === "refused" ? <RefusedDialog outbox={outbox} onClose={onClose} /> : null}
    </Suspense>
  );
}
