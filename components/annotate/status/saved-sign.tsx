"use client";

import { Check, CircleDot } from "lucide-react";
import { countKinds, quantityOf } from "@/components/annotate/outbox/entry-words";
import { statusTexts } from "@/components/annotate/texts/status";
import type { OutboxState } from "@/components/annotate/use-outbox";
import { Icon } from "@/components/ui/icon";
import { State } from "@/components/ui/state";

const texts = statusTexts.saved;

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
  const notes = waitingNotes > 0 ? texts.notesToSend(waitingNotes) : "";
  if (refused.length > 0) {
    return (
      <State tone="danger" live>
        <button type="button" className="link" onClick={onRefused}>
          {texts.refused(quantityOf(countKinds(refused)), refused.length)}
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
          {texts.saved(Math.max(0, done - toSend))}
          <span className="wide">
            {texts.toSend(toSend)}
            {notes}
          </span>
        </span>
      </span>
    );
  }
  return (
    <State tone="offline" live>
      <span>
        {isDurable ? texts.saved(Math.max(0, done - keeping)) : texts.kept(Math.max(0, done - keeping))}
        <span className="wide">{isDurable ? texts.onDevice : texts.inPage}</span>
        {texts.toSend(toSend)}
        {notes}
      </span>
    </State>
  );
}
