"use client";

import { Button } from "@/components/ui/button";
import { LinkButton } from "@/components/ui/link-button";
import { Notice } from "@/components/ui/notice";
import { paths } from "@/lib/paths";
import type { OutboxState } from "./use-outbox";

export interface ConnectionNoticeProps {
  outbox: OutboxState;
  roundId: string;
  /** Comparisons on this device that are still to be labelled. */
  ahead: number;
  onRetry: () => void;
}

/** Says that labels cannot be sent, why, and what happens next. Nothing stops and nothing covers the text. */
export function ConnectionNotice({ outbox, roundId, ahead, onRetry }: ConnectionNoticeProps) {
  const { connection, waiting, since, durable } = outbox;
  if (connection === "online" || connection === "sending" || waiting === 0) return null;
  const labels = waiting === 1 ? "1 label" : `${waiting} labels`;
  const keep = durable ? "" : " This browser keeps nothing: leave this page open until they are sent.";
  if (connection === "signed-out") {
    return (
      <div className="st-off">
        <Notice tone="warn" title="You are signed out.">
          {labels} wait on this device; sign in and they are sent.{keep}{" "}
          <LinkButton size="sm" href={paths.signIn(paths.annotate(roundId))}>
            Sign in
          </LinkButton>
        </Notice>
      </div>
    );
  }
  const title =
    connection === "offline"
      ? `No connection${since ? ` since ${since.toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" })}` : ""}.`
      : "The server cannot take labels at the moment.";
  return (
    <div className="st-off">
      <Notice tone="warn" title={title}>
        Go on: {ahead === 1 ? "1 more comparison is" : `${ahead} more comparisons are`} on this device, and {labels} will be sent
        by themselves.{keep}{" "}
        <Button size="sm" onClick={onRetry}>
          Try now
        </Button>
      </Notice>
    </div>
  );
}
