"use client";

import { Button } from "@/components/ui/button";
import { PlainLinkButton } from "@/components/ui/plain-link-button";
import { formatQuantity } from "@/lib/format";
import { paths } from "@/lib/paths";
import type { RoundEndKind } from "./round-end-title";

export interface RoundEndProps {
  kind: RoundEndKind;
  roundName: string;
  done: number;
  medianSeconds: number | null;
  /** Comparisons whose labels are not sent yet. */
  toSend: number;
  /** Notes that are not sent yet. */
  notesToSend: number;
  mayGoBack: boolean;
  onBack: () => void;
  /** Opens the list of the person's answers. */
  onList: () => void;
}

type End = Exclude<RoundEndKind, "fetching">;

const HEADING: Readonly<Record<End, (round: string) => string>> = {
  complete: (round) => `${round} is done for you`,
  closed: (round) => `${round} is closed`,
  paused: (round) => `${round} is paused`,
  waiting: (round) => `Nothing of ${round} is open just now`,
};

const EXPLANATION: Readonly<Record<End, string>> = {
  complete: "",
  closed: "Nothing more is asked, and answers can no longer be changed.",
  paused: "Nothing new is asked until it goes on; then it goes on here by itself.",
  waiting: "Others are at what is left. Should they not come back to it, it comes here by itself.",
};

/** What stands in the place of the next comparison when there is none. */
export function RoundEnd({
  kind,
  roundName,
  done,
  medianSeconds,
  toSend,
  notesToSend,
  mayGoBack,
  onBack,
  onList,
}: RoundEndProps) {
  if (kind === "fetching") {
    return (
      <div className="a-main st-done">
        <h2>The next comparisons are on their way</h2>
        <p>Those on this device are all labelled. More come as soon as the server answers; what you did is kept.</p>
      </div>
    );
  }
  return (
    <div className="a-main st-done">
      <h2>{HEADING[kind](roundName)}</h2>
      <p>
        {EXPLANATION[kind]} You have labelled {formatQuantity(done, "comparison")}.{" "}
        {toSend > 0
          ? `The answers to ${formatQuantity(toSend, "comparison")} are still on this device: leave the page open until the sign above says 0 to send.`
          : notesToSend > 0
            ? `${formatQuantity(notesToSend, "note")} of yours ${notesToSend === 1 ? "is" : "are"} still on this device: leave the page open until the sign above says so no more.`
            : "Everything has arrived; you can close this page."}
      </p>
      {medianSeconds === null ? null : (
        <dl className="dl">
          <dt>Median</dt>
          <dd>{Math.round(medianSeconds)} s a comparison</dd>
        </dl>
      )}
      <div className="actions">
        <PlainLinkButton variant="primary" size="lg" href={paths.home()}>
          Go to my rounds
        </PlainLinkButton>
        {mayGoBack && kind !== "closed" ? (
          <>
            <Button size="lg" onClick={onBack}>
              Look at my answers
            </Button>
            <Button size="lg" onClick={onList}>
              List of my answers
            </Button>
            <span className="quiet">You can change them until the round is closed.</span>
          </>
        ) : null}
      </div>
    </div>
  );
}
