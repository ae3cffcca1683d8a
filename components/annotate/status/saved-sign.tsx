"use client";

import { Check, CircleDot } from "lucide-react";
import type { OutboxState } from "@/components/annotate/use-outbox";
import { Icon } from "@/components/ui/icon";
import { State } from "@/components/ui/state";
import { formatCount } from "@/lib/format";

export interface SavedSignProps {
  outbox: OutboxState;
  /** Comparisons finished, those on their way among them. */
  done: number;
  onRefused: () => void;
}

/** What is saved and what is not: always true, never early. */
export function SavedSign({ outbox, done, onRefused }: SavedSignProps) {
  const { waitingItems, keeping, refused, connection, isDurable } = outbox;
  const toSend = waitingItems.length;
  if (refused.length > 0) {
    return (
      <State tone="danger" live>
        <button type="button" className="link" onClick={onRefused}>
          {refused.length === 1 ? "1 label was refused" : `${formatCount(refused.length)} labels were refused`}
        </button>
      </State>
    );
  }
  if (toSend === 0 || connection === "online") {
    // Comparisons on their way are not saved yet.
    return (
      <span className="state state-idle">
        <Icon of={toSend === 0 ? Check : CircleDot} />
        <span>
          {formatCount(Math.max(0, done - toSend))} saved<span className="wide">, {formatCount(toSend)} to send</span>
        </span>
      </span>
    );
  }
  return (
    <State tone="offline" live>
      <span>
        {formatCount(Math.max(0, done - keeping))} {isDurable ? "saved" : "kept"}
        <span className="wide">{isDurable ? " on this device" : " in this page alone"}</span>, {formatCount(toSend)} to send
      </span>
    </State>
  );
}
