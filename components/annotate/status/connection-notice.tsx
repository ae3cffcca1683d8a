"use client";

import { quantityOf } from "@/components/annotate/outbox/entry-words";
import { statusTexts as texts } from "@/components/annotate/texts/status";
import type { OutboxState } from "@/components/annotate/use-outbox";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { PlainLinkButton } from "@/components/ui/plain-link-button";
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
  const keep = isDurable ? "" : ` ${texts.keepOpen}`;
  if (connection === "signed-out") {
    return (
      <section className="st-off" aria-label={texts.connection}>
        <Notice tone="warn" title={texts.signOut.title}>
          {texts.signOut.waits(labels, waiting)}
          {keep}{" "}
          <PlainLinkButton size="sm" href={paths.signIn(paths.annotate(roundId))}>
            {texts.signOut.signIn}
          </PlainLinkButton>{" "}
          <Button size="sm" onClick={onSave}>
            {texts.saveFile}
          </Button>
        </Notice>
      </section>
    );
  }
  return (
    <section className="st-off" aria-label={texts.connection}>
      <Notice tone="warn" title={connection === "offline" ? texts.noConnection(since) : texts.serverBusy}>
        {texts.goOn(ahead, labels, waiting)}
        {keep}{" "}
        <Button size="sm" onClick={onRetry}>
          {texts.tryNow}
        </Button>
      </Notice>
    </section>
  );
}

function StorageNotice() {
  return (
    <section className="st-off" aria-label={texts.storage.name}>
      <Notice tone="warn" title={texts.storage.title}>
        {texts.storage.text}
      </Notice>
    </section>
  );
}
