"use client";

import { ALargeSmall, BookOpen, Keyboard, MessageCircleQuestion } from "lucide-react";
import { Sign } from "@/components/shell/brand";
import { paths } from "@/lib/paths";
import type { QueueRound } from "@/lib/rounds/types";
import type { Overlay } from "./overlays/annotate-overlays";
import { SavedSign } from "./status/saved-sign";
import { pageTexts } from "./texts/page";
import { ToolButton } from "./tool-button";
import type { OutboxState } from "./use-outbox";

const texts = pageTexts.header;

export interface AnnotateHeaderProps {
  round: QueueRound;
  /** Place of the comparison on the screen, from 1; null on the done page. */
  place: number | null;
  /** The heading where there is no comparison. */
  endTitle: string;
  total: number;
  done: number;
  today: number;
  medianSeconds: number | null;
  outbox: OutboxState;
  /** Answers of the researchers that the person has not looked at. */
  unseen: number;
  onOpen: (overlay: Overlay) => void;
}

/** Where one is, how far, and whether all is sent. */
export function AnnotateHeader({
  round,
  place,
  endTitle,
  total,
  done,
  today,
  medianSeconds,
  outbox,
  unseen,
  onOpen,
}: AnnotateHeaderProps) {
  return (
    <header className="a-head">
      <div className="a-where">
        <a className="brand" href={paths.home()} aria-label={texts.home}>
          <Sign />
        </a>
        <span className="a-project">{round.projectName}</span>
        <span className="quiet">{round.name}</span>
      </div>
      <div className="a-progress">
        <h1>
          {place === null ? (
            endTitle
          ) : (
            <>
              <span className="word">{texts.comparison} </span>
              {texts.placeOf(place, Math.max(place, total))}
            </>
          )}
        </h1>
        <p className="quiet a-pace">
          <span>{texts.left(Math.max(0, total - done))}</span>
          {medianSeconds === null ? null : <span>{texts.median(medianSeconds)}</span>}
          <span>{texts.today(today)}</span>
        </p>
      </div>
      <div className="a-tools">
        <SavedSign outbox={outbox} done={done} onRefused={() => onOpen("refused")} />
        <ToolButton
          icon={MessageCircleQuestion}
          name={texts.ask}
          spoken={texts.askInFull}
          hint="A"
          badge={unseen > 0 ? texts.answers(unseen) : null}
          onClick={() => onOpen("questions")}
        />
        {round.guidelines ? (
          <ToolButton icon={BookOpen} name={texts.guidelines} hint="G" onClick={() => onOpen("guidelines")} />
        ) : null}
        <ToolButton icon={ALargeSmall} name={texts.text} spoken={texts.textInFull} hint="V" onClick={() => onOpen("reading")} />
        <ToolButton icon={Keyboard} name={texts.keys} hint="?" onClick={() => onOpen("keys")} />
      </div>
      <div
        className="a-bar"
        role="progressbar"
        aria-label={texts.progress}
        aria-valuemin={0}
        aria-valuemax={total}
        aria-valuenow={Math.min(done, total)}
      >
        <span style={{ width: `${total === 0 ? 0 : (100 * Math.min(done, total)) / total}%` }} />
      </div>
    </header>
  );
}
