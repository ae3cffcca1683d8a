"use client";

import { type CSSProperties, Suspense, useEffect, useState } from "react";
import { speakFor } from "@/lib/fetch-json";
import type { Queue, QueueItem } from "@/lib/rounds/types";
import { AnnotateFooter } from "./annotate-footer";
import { AnnotateHeader } from "./annotate-header";
import type { AnnotatePage } from "./annotate-page";
import { CONFIDENCE, RATE_LEFT, RATE_RIGHT } from "./beside/draft";
import { GATE_TITLE } from "./gates/gate-title";
import { AnnotateGate, loadLater, RoundEnd, TrainingEnd, TrainingFeedback } from "./gates/lazy-parts";
import { useGate } from "./gates/use-gate";
import { useKeptRound } from "./kept/use-kept-round";
import { useLookAgain } from "./kept/use-look-again";
import { useAnnotateKeys } from "./keys/use-annotate-keys";
import { originOf, saveLabelsFile } from "./outbox/labels-file";
import { AnnotateOverlays } from "./overlays/annotate-overlays";
import { isDone, type QueueState } from "./queue-state";
import { ComparisonView } from "./reading/comparison-view";
import { ConnectionNotice } from "./status/connection-notice";
import { ROUND_END_TITLE, type RoundEndKind } from "./status/round-end-title";
import { useLateNews } from "./status/use-late-news";
import { useReady } from "./status/use-ready";
import { pageTexts } from "./texts/page";
import { useAfterPaint } from "./use-after-paint";
import { useAnnotatePage } from "./use-annotate-page";
import { useLastLook } from "./use-label-queue";
import type { Outbox } from "./use-outbox";
import { useSpoken } from "./use-spoken";

const texts = pageTexts.spoken;

export interface ComparisonWorkspaceProps {
  /** As the server rendered it: the first comparison is here without a request. */
  queue: Queue;
  userId: string;
  /** The queue comes from this device, because the server could not be reached. */
  isKept?: boolean;
  /** Begins the page anew with what is served then. */
  reopen: () => Promise<void>;
}

/** The annotator's page: one comparison after another, answered by key, sent behind the screen. */
export function ComparisonWorkspace({ queue, userId, isKept = false, reopen }: ComparisonWorkspaceProps) {
  const { round, progress } = queue;
  useEffect(() => speakFor(userId), [userId]);
  const { page, outbox, asked } = useAnnotatePage(queue, userId);
  const { state, item, settings } = page;
  const [isPromptOpen, setPromptOpen] = useState(true);
  const laidOut = useLaidOut(state);
  const done = state.doneThere + state.finishedHere;
  const end = endOf(state);
  const hasAnswered = state.finishedHere > 0;
  useEffect(() => {
    if (hasAnswered) loadLater();
  }, [hasAnswered]);
  const endTitle = state.gate ? GATE_TITLE[state.gate.kind] : ROUND_END_TITLE[end];
  const spoken = useSpoken({ item, question: questionOf(page), endTitle, total: state.total });
  const whole: AnnotatePage = { ...page, say: spoken.say };
  useAnnotateKeys(whole);
  useGate(round.id, state.gate, page.dispatch, reopen);
  const { waitingItems } = outbox.state;
  useLastLook(page, round.id, waitingItems.length === 0);
  useLookAgain({ userId, roundId: round.id, outbox: outbox.state, isKept, dispatch: page.dispatch });
  useKeptRound({ userId, round, progress, state, outbox: outbox.state, asked });

  useLateNews(outbox.state, state.items);

  const isReady = useReady();
  return (
    <div
      className="annotate"
      data-keys={settings.hasKeys ? undefined : "off"}
      data-scroll={settings.scrollsTogether ? undefined : "apart"}
      data-width={settings.width}
      style={readingStyle(settings.textSize)}
    >
      <div>
        <AnnotateHeader
          round={round}
          place={item ? item.place : null}
          endTitle={endTitle}
          total={state.total}
          done={done}
          today={state.todayThere + state.finishedHere}
          medianSeconds={state.medianSeconds}
          outbox={outbox.state}
          unseen={page.questions.unseen}
          onOpen={page.setOverlay}
        />
        <ConnectionNotice
          outbox={outbox.state}
          roundId={round.id}
          ahead={state.items.filter((each) => !isDone(each, asked)).length}
          onRetry={outbox.retry}
          onSave={async () => saveLabelsFile(await outbox.list(), originOf(round, userId))}
        />
      </div>
      <main className="a-stage" id="main" aria-busy={!isReady}>
        {laidOut.map((each) => (
          <ComparisonView
            key={each.key}
            item={each}
            isAhead={each.key !== item?.key}
            isPromptOpen={isPromptOpen}
            onPromptOpenChange={setPromptOpen}
          />
        ))}
        <Suspense>{item ? null : <Nothing page={whole} end={end} done={done} outbox={outbox} reopen={reopen} />}</Suspense>
        <AnnotateOverlays page={whole} outbox={outbox} userId={userId} />
      </main>
      {item ? <Below page={whole} item={item} isSent={!waitingItems.includes(item.key)} /> : null}
      <p className="sr-only" role="status">
        {spoken.text}
      </p>
      <p className="sr-only" role="status">
        {waitingItems.length === 0 && done > 0 ? texts.saved(done) : ""}
      </p>
    </div>
  );
}

interface NothingProps {
  page: AnnotatePage;
  end: RoundEndKind;
  done: number;
  outbox: Outbox;
  reopen: () => Promise<void>;
}

/** What stands where no comparison is: what comes first, or the end. */
function Nothing({ page: { round, state, goBack, setOverlay }, end, done, outbox, reopen }: NothingProps) {
  const { waiting, waitingItems, waitingNotes } = outbox.state;
  if (state.gate) return <AnnotateGate gate={state.gate} roundId={round.id} waiting={waiting} reopen={reopen} />;
  if (round.kind === "TRAINING" && end === "complete") {
    return <TrainingEnd roundId={round.id} roundName={round.name} toSend={waitingItems.length} reopen={reopen} />;
  }
  return (
    <RoundEnd
      kind={end}
      roundName={round.name}
      done={done}
      medianSeconds={state.medianSeconds}
      toSend={waitingItems.length}
      notesToSend={waitingNotes}
      mayGoBack={state.index > 0 || state.mayHaveEarlier}
      onBack={goBack}
      onList={() => setOverlay("answers")}
    />
  );
}

/** The questions; in a training, above them, what the guidelines say once they are answered. */
function Below({ page, item, isSent }: { page: AnnotatePage; item: QueueItem; isSent: boolean }) {
  if (!page.isSettled) return <AnnotateFooter page={page} />;
  const goOn = () => page.dispatch({ kind: "went-to", index: page.state.index + 1 });
  return (
    <div>
      <Suspense>
        <TrainingFeedback key={item.key} page={page} item={item} isSent={isSent} onGoOn={goOn} />
      </Suspense>
      <AnnotateFooter page={page} />
    </div>
  );
}

function endOf({ isClosed, isPaused, mayReturn, next }: QueueState): RoundEndKind {
  if (isClosed) return "closed";
  if (isPaused) return "paused";
  if (next !== null) return "fetching";
  return mayReturn > 0 ? "waiting" : "complete";
}

/** What keys answer now, as it is spoken. */
function questionOf({ focus, round }: Pick<AnnotatePage, "focus" | "round">): string {
  if (focus === RATE_LEFT) return texts.rateLeft;
  if (focus === RATE_RIGHT) return texts.rateRight;
  if (focus === CONFIDENCE) return pageTexts.questions.confidence;
  const criterion = round.criteria.find(({ id }) => id === focus);
  if (!criterion) return "";
  return criterion.polarity === "WORSE" ? texts.worse(criterion.question) : criterion.question;
}

/** The comparisons that are laid out, unseen but for one: the neighbours of the one on the screen, new ones only after it is painted. */
function useLaidOut(state: QueueState): QueueItem[] {
  const painted = useAfterPaint(state.index);
  const near = state.items.filter((_, index) => index === state.index || Math.abs(index - painted) <= 1);
  return state.visited ? [...near.filter(({ key }) => key !== state.visited?.key), state.visited] : near;
}

/** The person's own size of the reading face; its lines keep their proportion. */
function readingStyle(textSize: number): CSSProperties {
  // Variables of CSS have no type of their own in React.
  return { "--text-read": `${textSize / 16}rem`, "--leading-read": `${Math.round(textSize * 1.65) / 16}rem` } as CSSProperties;
}
