"use client";

import { useCallback, useMemo, useState } from "react";
import type { Queue } from "@/lib/rounds/types";
import { AnnotateFooter } from "./annotate-footer";
import { AnnotateHeader } from "./annotate-header";
import { AnnotateOverlays, type Overlay } from "./annotate-overlays";
import { ConnectionNotice } from "./connection-notice";
import { ItemView } from "./item-view";
import { isDone } from "./queue-state";
import { RoundEnd } from "./round-end";
import { useAnnotateKeys } from "./use-annotate-keys";
import { useDecisions } from "./use-decisions";
import { toActions, useLabelQueue } from "./use-label-queue";
import { useOutbox } from "./use-outbox";
import { useSpoken } from "./use-spoken";
import { useWordDifferences } from "./use-word-differences";

export interface ComparisonWorkspaceProps {
  /** As the server rendered it: the first comparison is here without a request. */
  queue: Queue;
  userId: string;
}

/** The annotator's page: one comparison after another, answered by key, sent behind the screen. */
export function ComparisonWorkspace({ queue, userId }: ComparisonWorkspaceProps) {
  const { round, progress } = queue;
  const asked = useMemo(
    () => ({
      all: round.criteria.map(({ id }) => id),
      required: round.criteria.filter(({ required }) => required).map(({ id }) => id),
    }),
    [round.criteria],
  );
  const { state, dispatch, goBack } = useLabelQueue(queue, asked);
  const [overlay, setOverlay] = useState<Overlay>(null);
  const [reasons, setReasons] = useState<Readonly<Record<string, string>>>({});

  const scope = `${userId}/${round.id}`;
  const onRestored = useCallback((entries: Parameters<typeof toActions>[0]) => toActions(entries).forEach(dispatch), [dispatch]);
  const outbox = useOutbox(scope, onRestored);
  const item = state.items[state.index];
  const decisions = useDecisions({ scope, item, dispatch, add: outbox.add });
  const differences = useWordDifferences(item?.key ?? "");
  const done = progress.done + state.finishedHere;
  const spoken = useSpoken({ item, round, total: progress.total });

  const page = {
    round,
    state,
    item,
    overlay,
    setOverlay,
    reason: item ? (reasons[item.key] ?? item.answers.find((each) => each.rationale)?.rationale ?? "") : "",
    setReason: (text: string) => item && setReasons((old) => ({ ...old, [item.key]: text })),
    decisions,
    differences,
    dispatch,
    goBack,
    say: spoken.say,
  };
  useAnnotateKeys(page);

  return (
    <div className="annotate">
      <div>
        <AnnotateHeader
          round={round}
          place={item ? item.place : null}
          total={progress.total}
          done={done}
          today={progress.today + state.finishedHere}
          medianSeconds={progress.medianSeconds}
          outbox={outbox.state}
          onGuidelines={() => setOverlay("guidelines")}
          onKeys={() => setOverlay("keys")}
          onRefused={() => setOverlay("refused")}
        />
        <ConnectionNotice
          outbox={outbox.state}
          roundId={round.id}
          ahead={state.items.filter((each) => !isDone(each, asked)).length}
          onRetry={outbox.retry}
        />
      </div>
      {item ? null : (
        <RoundEnd
          state={round.state}
          done={done}
          waiting={outbox.state.waiting}
          isWaitingForMore={round.state === "OPEN" && state.next !== null}
          mayGoBack={state.index > 0 || state.mayHaveEarlier}
          onBack={goBack}
        />
      )}
      {state.items.slice(Math.max(0, state.index - 1), state.index + 2).map((each) => (
        <ItemView key={each.key} item={each} isHidden={each.key !== item?.key} />
      ))}
      {item ? <AnnotateFooter page={page} /> : <footer className="a-foot" />}
      <AnnotateOverlays round={round} overlay={overlay} onClose={() => setOverlay(null)} outbox={outbox} />
      <p className="sr-only" role="status" aria-live="polite">
        {spoken.text}
      </p>
    </div>
  );
}
