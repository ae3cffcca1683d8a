"use client";

import { Check, CircleDot } from "lucide-react";
import { countKinds, quantityOf } from "@/components/annotate/outbox/entry-words";
import type { OutboxState } from "@/components/annotate/use-outbox";
import { Icon } from "@/components/ui/icon";
import { State } from "@/components/ui/state";
import { formatCount, formatQuantity } from "@/lib/format";

export interface SavedSignProps {
  outbox: OutboxState;
  /** Comparisons finished, those on their way among them. */
  done: number;
  onRefused: () => void;
}

/** What is saved and what is not: always true, never early. */
export function SavedSign({ outbox, done, onRefused }: SavedSignProps) {
  const { waitingItems, waitingNotes, keeping, refused, connection, isDurable } = outbox;
  const toSend = waitingItems.length;
  const isAllSent = toSend === 0 && waitingNotes === 0;
  // Beside the comparisons: a note is no answer.
  const notes = waitingNotes > 0 ? `, ${formatQuantity(waitingNotes, "note")} to send` : "";
  if (refused.length > 0) {
    return (
      <State tone="danger" live>
        <button type="button" className="link" onClick={onRefused}>
          {quantityOf(countKinds(refused))} {refused.length === 1 ? "was" : "were"} refused
        </button>
      </State>
    );
  }
  if (isAllSent || connection === "online") {
    // Comparisons on their way are not saved yet.
    return (
      <span className="state state-idle">
        <Icon of={isAllSent ? Check : CircleDot} />
        <span>
          {formatCount(Math.max(0, done - toSend))} saved
          <span className="wide">
            , {formatCount(toSend)} to send{notes}
          </span>
        </span>
      </span>
    );
  }
  return (
    <State tone="offline" live>
      <span>
        {formatCount(Math.max(0, done - keeping))} {isDurable ? "saved" : "kept"}
        <span className="wide">{isDurable ? " on this device" : " in this page alone"}</span>, {formatCount(toSend)} to send
        {notes}
      </span>
    </State>
  );
}
