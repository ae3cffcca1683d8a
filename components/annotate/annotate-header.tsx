"use client";

import { BookOpen, Keyboard } from "lucide-react";
import Link from "next/link";
import { Sign } from "@/components/shell/brand";
import { Button } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";
import { Kbd } from "@/components/ui/kbd";
import { formatCount } from "@/lib/format";
import { paths } from "@/lib/paths";
import type { QueueRound } from "@/lib/rounds/types";
import { SavedSign } from "./saved-sign";
import type { OutboxState } from "./use-outbox";

export interface AnnotateHeaderProps {
  round: QueueRound;
  /** Place of the comparison on the screen, from 1; null on the done page. */
  place: number | null;
  total: number;
  done: number;
  today: number;
  medianSeconds: number | null;
  outbox: OutboxState;
  onGuidelines: () => void;
  onKeys: () => void;
  onRefused: () => void;
}

/** Where one is, how far, and whether all is sent. */
export function AnnotateHeader({
  round,
  place,
  total,
  done,
  today,
  medianSeconds,
  outbox,
  onGuidelines,
  onKeys,
  onRefused,
}: AnnotateHeaderProps) {
  return (
    <header className="a-head">
      <div className="a-where">
        <Link className="brand" href={paths.home()} aria-label="Concord, my rounds" prefetch={false}>
          <Sign />
        </Link>
        <span className="a-project">{round.projectName}</span>
        <span className="quiet">{round.name}</span>
      </div>
      <div className="a-progress">
        <h1>
          {place === null ? (
            "Round complete"
          ) : (
            <>
              <span className="word">Comparison </span>
              {place} of {total}
            </>
          )}
        </h1>
        <p className="quiet a-pace">
          <span>{formatCount(Math.max(0, total - done))} left</span>
          {medianSeconds === null ? null : <span>median {Math.round(medianSeconds)} s</span>}
          <span>{formatCount(today)} today</span>
        </p>
      </div>
      <div className="a-tools">
        <SavedSign outbox={outbox} done={done} onRefused={onRefused} />
        {round.guidelines ? (
          <Button variant="ghost" size="sm" aria-label="Guidelines" aria-keyshortcuts="G" onClick={onGuidelines}>
            <Icon of={BookOpen} />
            <span className="wide">Guidelines</span> <Kbd>G</Kbd>
          </Button>
        ) : null}
        <Button variant="ghost" size="sm" aria-label="All keys" aria-keyshortcuts="?" onClick={onKeys}>
          <Icon of={Keyboard} />
          <span className="wide">All keys</span> <Kbd>?</Kbd>
        </Button>
      </div>
      <div
        className="a-bar"
        role="progressbar"
        aria-label="Progress in this round"
        aria-valuemin={0}
        aria-valuemax={total}
        aria-valuenow={Math.min(done, total)}
      >
        <span style={{ width: `${total === 0 ? 0 : (100 * Math.min(done, total)) / total}%` }} />
      </div>
    </header>
  );
}
