"use client";

import { quantityOf } from "@/components/annotate/outbox/entry-words";
import type { OutboxState } from "@/components/annotate/use-outbox";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { PlainLinkButton } from "@/components/ui/plain-link-button";
import { formatCount } from "@/lib/format";
import { paths } from "@/lib/paths";

export interface ConnectionNoticeProps {
  outbox: OutboxState;
  roundId: string;
  /** Comparisons on this device that are still to be labelled. */
  ahead: number;
  onRetry: () => void;
  /** Saves what waits as a file, for whoever cannot sign in again. */
  onSave: () => void;
}

/** Says that labels cannot be sent or kept, why, and what happens next. Nothing stops and nothing covers the text. */
export function ConnectionNotice({ outbox, roundId, ahead, onRetry, onSave }: ConnectionNoticeProps) {
  const { connection, waiting, waitingNotes, since, isDurable } = outbox;
  const labels = quantityOf({ labels: waiting - waitingNotes, notes: waitingNotes });
  if (connection === "online" || waiting === 0) return isDurable ? null : <StorageNotice />;
  const keep = isDurable ? "" : " This browser keeps nothing: leave this page open until they are sent.";
  if (connection === "signed-out") {
    return (
      <section className="st-off" aria-label="Connection">
        <Notice tone="warn" title="You are signed out.">
          {labels} {waiting === 1 ? "waits" : "wait"} on this device; sign in and {waiting === 1 ? "it is" : "they are"} sent.
          {keep}{" "}
          <PlainLinkButton size="sm" href={paths.signIn(paths.annotate(roundId))}>
            Sign in
          </PlainLinkButton>{" "}
          <Button size="sm" onClick={onSave}>
            Save as a file
          </Button>
        </Notice>
      </section>
    );
  }
  const time = since?.toLocaleTimeString([], { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  return (
    <section className="st-off" aria-label="Connection">
      <Notice
        tone="warn"
        title={connection === "offline" ? `No connection since ${time}.` : "The server cannot take labels at the moment."}
      >
        Go on: {ahead === 1 ? "1 more comparison is" : `${formatCount(ahead)} more comparisons are`} on this device, and {labels}{" "}
        will be sent by {waiting === 1 ? "itself" : "themselves"}.{keep}{" "}
        <Button size="sm" onClick={onRetry}>
          Try now
        </Button>
      </Notice>
    </section>
  );
}

function StorageNotice() {
  return (
    <section className="st-off" aria-label="Storage">
      <Notice tone="warn" title="This browser keeps nothing for Concord.">
        Its storage is full or switched off, so a label is safe only once it is sent. The sign above says when.
      </Notice>
    </section>
  );
}
