"use client";

import { State } from "@/components/ui/state";
import type { OutboxState } from "./use-outbox";

export interface SavedSignProps {
  outbox: OutboxState;
  /** Comparisons finished, those on their way among them. */
  done: number;
  onRefused: () => void;
}

/** What is saved and what is not: always true, never early. */
export function SavedSign({ outbox, done, onRefused }: SavedSignProps) {
  const { waiting, refused, connection, durable } = outbox;
  if (refused.length > 0) {
    return (
      <State tone="danger" live>
        <button type="button" className="link" onClick={onRefused}>
          {refused.length === 1 ? "1 label was refused" : `${refused.length} labels were refused`}
        </button>
      </State>
    );
  }
  if (waiting === 0) {
    return (
      <State tone="idle" live>
        <span>
          {done} saved<span className="wide">, 0 to send</span>
        </span>
      </State>
    );
  }
  if (connection === "online" || connection === "sending") {
    return (
      <State tone="run" live>
        <span>
          {done} saved<span className="wide">, {waiting} to send</span>
        </span>
      </State>
    );
  }
  const where = durable ? "saved on this device" : "kept in this page alone";
  return (
    <State tone="offline" live>
      <span>
        {done} {where}, {waiting} to send
      </span>
    </State>
  );
}
