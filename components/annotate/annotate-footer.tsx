"use client";

import { CornerDownRight, ListChecks, Redo2, Undo2 } from "lucide-react";
import type { ReactNode } from "react";
import { Icon } from "@/components/ui/icon";
import type { AskedCriterion } from "@/lib/rounds/types";
import type { AnnotatePage } from "./annotate-page";
import { AnnotateTools } from "./annotate-tools";
import { ConfidenceBar } from "./beside/confidence-bar";
import { CONFIDENCE, forbiddenSide, RATE_LEFT, RATE_RIGHT, type Step, stepsOf } from "./beside/draft";
import { RatingBar } from "./beside/rating-bar";
import { FlagMenu } from "./overlays/flag-menu";
import { ReasonBox } from "./overlays/reason-box";
import { SkipMenu } from "./overlays/skip-menu";
import { finishReason, pressAside, pressButton, rate, setConfidence, skip } from "./page-decisions";
import { ScaleBar } from "./scale-bar";
import { ToolButton } from "./tool-button";

/** What is asked of the comparison, always in view: its ratings, its questions with their scales, the confidence. */
export function AnnotateFooter({ page }: { page: AnnotatePage }) {
  const { round, state, overlay, setOverlay, told } = page;
  const { criteria, labelling } = round;
  const asksWorse = stepsOf(round).length === 1 && criteria[0]?.polarity === "WORSE";
  return (
    <footer className="a-foot" id="scale" data-polarity={asksWorse ? "worse" : undefined}>
      {told ? (
        <p className={told.isRefusal ? "bs-told bs-refusal" : "bs-told"} role={told.isRefusal ? "alert" : "status"}>
          {told.text}
        </p>
      ) : null}
      {labelling.ratings === "off" ? null : <Ratings page={page} kind={labelling.ratings} />}
      {criteria.map((criterion, index) => (
        <Row key={criterion.id} page={page} criterion={criterion} index={index} />
      ))}
      {labelling.confidence ? <Confidence page={page} /> : null}
      {overlay === "skip" ? <SkipMenu onSkip={(reason) => skip(page, reason)} onClose={() => setOverlay(null)} /> : null}
      {overlay === "flag" ? (
        <FlagMenu
          onFlag={(kind, text) => {
            setOverlay(null);
            page.sendNote({ note: "FLAG", kind, text });
          }}
          onClose={() => setOverlay(null)}
        />
      ) : null}
      {state.isClosed ? <p className="note">This round was closed; what you answer now will be refused.</p> : null}
    </footer>
  );
}

/** What stands left and right of a question: the moves at the first row, the tools at the row that keys answer. */
function edgesOf(page: AnnotatePage, steps: readonly Step[]): { before: ReactNode; after: ReactNode } {
  const isFirst = steps.includes(stepsOf(page.round)[0] ?? "");
  const isFocused = steps.includes(page.focus);
  return {
    before: isFirst ? <Moves page={page} /> : <Now isFocused={isFocused} />,
    after: isFocused && !page.isSettled ? <AnnotateTools page={page} /> : undefined,
  };
}

function Ratings({ page, kind }: { page: AnnotatePage; kind: Parameters<typeof RatingBar>[0]["kind"] }) {
  return (
    <RatingBar
      kind={kind}
      ratings={page.shown.ratings}
      focus={page.focus}
      isDisabled={page.overlay === "skip" || page.isSettled}
      {...edgesOf(page, [RATE_LEFT, RATE_RIGHT])}
      onRate={(side, value) => rate(page, side, value)}
      onFocus={page.setFocus}
    />
  );
}

function Confidence({ page }: { page: AnnotatePage }) {
  return (
    <ConfidenceBar
      confidence={page.shown.confidence}
      isFocused={page.focus === CONFIDENCE}
      isDisabled={page.overlay === "skip" || page.isSettled}
      {...edgesOf(page, [CONFIDENCE])}
      onChoose={(confidence) => setConfidence(page, confidence)}
      onFocus={() => page.setFocus(CONFIDENCE)}
    />
  );
}

/** One question of the round. */
function Row({ page, criterion, index }: { page: AnnotatePage; criterion: AskedCriterion; index: number }) {
  const { round, shown, overlay, focus } = page;
  const steps = stepsOf(round);
  const isFocused = criterion.id === focus;
  const side = index === 0 ? forbiddenSide(round, shown.ratings) : null;
  return (
    <ScaleBar
      scale={round.scale}
      criterion={criterion}
      number={round.criteria.length > 1 ? `${index + 1} of ${round.criteria.length}` : null}
      isOneOfSeveral={steps.length > 1}
      answer={shown.given.get(criterion.id)}
      isFocused={isFocused}
      isDisabled={overlay === "skip" || page.isSettled}
      blocked={side && { side, reason: `${side === "LEFT" ? "left" : "right"} cannot be chosen with these ratings` }}
      {...edgesOf(page, [criterion.id])}
      onPress={(button) => pressButton(page, button, criterion.id)}
      onBothBad={() => pressAside(page, "BOTH_BAD", criterion.id)}
      onFocus={() => page.setFocus(criterion.id)}
    >
      {isFocused && overlay === "reason" ? (
        <ReasonBox
          value={shown.rationale}
          isRequired={round.labelling.rationale === "required"}
          onChange={(rationale) => page.setDraft({ ...page.draft, rationale })}
          onDone={() => finishReason(page)}
          onClose={() => page.setOverlay(null)}
        />
      ) : null}
    </ScaleBar>
  );
}

/** Back through what one has answered, and forward again. */
function Moves({ page }: { page: AnnotatePage }) {
  const { state, goBack, goForward, isBehind, round } = page;
  // In a training an answer stays as it was given.
  if (round.kind === "TRAINING") return <span />;
  const mayGoBack = state.index > 0 || state.mayHaveEarlier || state.visited !== null;
  return (
    <div className="a-moves">
      <ToolButton icon={Undo2} name="Go back" hint="Z" keys="Backspace" isDisabled={!mayGoBack} onClick={goBack} />
      {isBehind ? <ToolButton icon={Redo2} name="Go forward" hint="X" onClick={goForward} /> : null}
      <ToolButton icon={ListChecks} name="My answers" hint="L" onClick={() => page.setOverlay("answers")} />
    </div>
  );
}

function Now({ isFocused }: { isFocused: boolean }) {
  if (!isFocused) return <span />;
  return (
    <span className="a-now">
      <Icon of={CornerDownRight} />
      <span className="wide">Keys answer this row</span>
    </span>
  );
}
