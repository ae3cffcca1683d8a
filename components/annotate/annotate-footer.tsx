"use client";

import { CornerDownRight, ListChecks, Redo2, Undo2 } from "lucide-react";
import { Suspense } from "react";
import { Icon } from "@/components/ui/icon";
import type { AskedCriterion } from "@/lib/rounds/types";
import type { AnnotatePage } from "./annotate-page";
import { AnnotateTools } from "./annotate-tools";
import { CONFIDENCE, forbiddenSide, openRow, stepsOf } from "./beside/draft";
import { ConfidenceBar, RatingBar } from "./beside/lazy-bars";
import type { RatingBarProps } from "./beside/rating-bar";
import { useKeptFocus } from "./beside/use-kept-focus";
import { FlagMenu } from "./overlays/flag-menu";
import { ReasonBox } from "./overlays/reason-box";
import { SkipMenu } from "./overlays/skip-menu";
import { finishReason, pressAside, pressButton, rate, setConfidence, skip } from "./page-decisions";
import type { DifferenceState } from "./reading/use-word-differences";
import { ScaleBar } from "./scale-bar";
import { pageTexts as texts } from "./texts/page";
import { ToolButton } from "./tool-button";

/** What is asked of the comparison, always in view: its ratings, its questions with their scales, the confidence. */
export function AnnotateFooter({ page }: { page: AnnotatePage }) {
  const { round, overlay, setOverlay, told, differences } = page;
  const { criteria, labelling } = round;
  const isOne = stepsOf(round).length === 1;
  const asksWorse = isOne && criteria[0]?.polarity === "WORSE";
  const kept = useKeptFocus(page.focus);
  return (
    <footer
      className="a-foot"
      id="scale"
      data-polarity={asksWorse ? "worse" : undefined}
      data-beside={labelling.ratings !== "off" || labelling.confidence ? "" : undefined}
      {...kept}
    >
      {told ? (
        <p className={told.isRefusal ? "bs-told bs-refusal" : "bs-told"} role={told.isRefusal ? "alert" : "status"}>
          {told.text}
        </p>
      ) : null}
      {differences.state in NO_DIFFERENCES ? (
        <p className="bs-told" role="status">
          {NO_DIFFERENCES[differences.state]}
        </p>
      ) : null}
      {isOne ? null : (
        <div className="scale-top">
          <Moves page={page} />
          <Tools page={page} />
        </div>
      )}
      {overlay === "reason" ? <Reason page={page} /> : null}
      <Suspense>{labelling.ratings === "off" ? null : <Ratings page={page} kind={labelling.ratings} />}</Suspense>
      {criteria.map((criterion, index) => (
        <Row key={criterion.id} page={page} criterion={criterion} index={index} />
      ))}
      <Suspense>{labelling.confidence ? <Confidence page={page} /> : null}</Suspense>
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
      {page.state.isClosed ? <p className="note">{texts.told.closed}</p> : null}
    </footer>
  );
}

/** Why differences that are asked for are not shown. */
const NO_DIFFERENCES: Readonly<Partial<Record<DifferenceState, string>>> = {
  "too-long": texts.noDifferences.tooLong,
  unsupported: texts.noDifferences.unsupported,
};

function Tools({ page }: { page: AnnotatePage }) {
  return page.isSettled ? <span /> : <AnnotateTools page={page} />;
}

function Reason({ page }: { page: AnnotatePage }) {
  const { round, shown, draft } = page;
  return (
    <ReasonBox
      value={shown.rationale}
      isRequired={round.labelling.rationale === "required"}
      onChange={(rationale) => page.setDraft({ ...draft, rationale })}
      onDone={() => finishReason(page)}
      onClose={() => page.setOverlay(null)}
    />
  );
}

function Ratings({ page, kind }: { page: AnnotatePage; kind: RatingBarProps["kind"] }) {
  return (
    <RatingBar
      kind={kind}
      ratings={page.shown.ratings}
      focus={page.focus}
      isDisabled={page.overlay === "skip" || page.isSettled}
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
      onChoose={(confidence) => setConfidence(page, confidence)}
      onFocus={() => page.setFocus(CONFIDENCE)}
    />
  );
}

/** One question of the round. */
function Row({ page, criterion, index }: { page: AnnotatePage; criterion: AskedCriterion; index: number }) {
  const { round, shown, overlay, focus } = page;
  const isOne = stepsOf(round).length === 1;
  const side = index === 0 ? forbiddenSide(round, shown.ratings) : null;
  const open = openRow(round, shown, focus);
  return (
    <ScaleBar
      scale={round.scale}
      criterion={criterion}
      number={round.criteria.length > 1 ? texts.questions.numberOf(index + 1, round.criteria.length) : null}
      isOneOfSeveral={!isOne}
      answer={shown.given.get(criterion.id)}
      isFocused={criterion.id === focus}
      isDisabled={overlay === "skip" || page.isSettled}
      blocked={side && { side, reason: texts.questions.blocked[side] }}
      fold={open === null ? undefined : open === criterion.id ? "open" : "shut"}
      before={isOne ? <Moves page={page} /> : open === null ? <Now isFocused={criterion.id === focus} /> : undefined}
      after={isOne ? <Tools page={page} /> : undefined}
      onPress={(button) => pressButton(page, button, criterion.id)}
      onBothBad={() => pressAside(page, "BOTH_BAD", criterion.id)}
      onFocus={() => page.setFocus(criterion.id)}
    />
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
      <ToolButton icon={Undo2} name={texts.tools.back} hint="Z" keys="Backspace" isDisabled={!mayGoBack} onClick={goBack} />
      {isBehind ? <ToolButton icon={Redo2} name={texts.tools.forward} hint="X" onClick={goForward} /> : null}
      <ToolButton icon={ListChecks} name={texts.tools.answers} hint="L" onClick={() => page.setOverlay("answers")} />
    </div>
  );
}

function Now({ isFocused }: { isFocused: boolean }) {
  if (!isFocused) return <span />;
  return (
    <span className="a-now">
      <Icon of={CornerDownRight} />
      <span className="wide">{texts.questions.keysHere}</span>
    </span>
  );
}
