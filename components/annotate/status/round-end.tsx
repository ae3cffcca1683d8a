"use client";

import { statusTexts } from "@/components/annotate/texts/status";
import { Button } from "@/components/ui/button";
import { PlainLinkButton } from "@/components/ui/plain-link-button";
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

const texts = statusTexts.end;

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
        <h2>{texts.fetching.heading}</h2>
        <p>{texts.fetching.text}</p>
      </div>
    );
  }
  return (
    <div className="a-main st-done">
      <h2>{texts.heading[kind](roundName)}</h2>
      <p>
        {texts.explanation[kind]} {texts.labelled(done)}{" "}
        {toSend > 0 ? texts.toSend(toSend) : notesToSend > 0 ? texts.notesToSend(notesToSend) : texts.arrived}
      </p>
      {medianSeconds === null ? null : (
        <dl className="dl">
          <dt>{texts.median}</dt>
          <dd>{texts.seconds(medianSeconds)}</dd>
        </dl>
      )}
      <div className="actions">
        <PlainLinkButton variant="primary" size="lg" href={paths.home()}>
          {texts.home}
        </PlainLinkButton>
        {mayGoBack && kind !== "closed" ? (
          <>
            <Button size="lg" onClick={onBack}>
              {texts.back}
            </Button>
            <Button size="lg" onClick={onList}>
              {texts.list}
            </Button>
            <span className="quiet">{texts.mayChange}</span>
          </>
        ) : null}
      </div>
    </div>
  );
}
