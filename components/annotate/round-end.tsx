"use client";

import { Button } from "@/components/ui/button";
import { LinkButton } from "@/components/ui/link-button";
import { formatQuantity } from "@/lib/format";
import { paths } from "@/lib/paths";
import type { RoundState } from "@/lib/rounds/types";

export interface RoundEndProps {
  state: RoundState;
  done: number;
  waiting: number;
  /** More comparisons exist and could not be fetched yet. */
  isWaitingForMore: boolean;
  mayGoBack: boolean;
  onBack: () => void;
}

/** What stands in the place of the next comparison when there is none. */
export function RoundEnd({ state, done, waiting, isWaitingForMore, mayGoBack, onBack }: RoundEndProps) {
  if (isWaitingForMore) {
    return (
      <main className="a-main st-done">
        <h2>The next comparisons are on their way</h2>
        <p>Those on this device are all labelled. More come as soon as the server answers; what you did is kept.</p>
      </main>
    );
  }
  return (
    <main className="a-main st-done">
      <h2>{state === "CLOSED" ? "This round is closed" : "Round complete"}</h2>
      <p>
        {state === "CLOSED"
          ? "Its researcher has closed it. Your labels are in, and nothing more is asked."
          : `You have labelled ${formatQuantity(done, "comparison")}. Thank you.`}{" "}
        {waiting > 0 ? "Leave this page open until everything is sent; the sign above says when." : null}
      </p>
      <div className="actions">
        {mayGoBack && state !== "CLOSED" ? <Button onClick={onBack}>Go back through your labels</Button> : null}
        <LinkButton href={paths.home()}>My rounds</LinkButton>
      </div>
    </main>
  );
}
