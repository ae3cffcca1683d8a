"use client";

import { CircleHelp, CornerDownRight, Diff, MessageSquare, Redo2, SkipForward, Undo2 } from "lucide-react";
import { Icon } from "@/components/ui/icon";
import type { AskedCriterion } from "@/lib/rounds/types";
import type { AnnotatePage } from "./annotate-page";
import { ReasonBox } from "./overlays/reason-box";
import { SkipMenu } from "./overlays/skip-menu";
import { finishReason, pressAside, pressButton, skip } from "./page-decisions";
import type { DifferenceState } from "./reading/use-word-differences";
import { ScaleBar } from "./scale-bar";
import { ToolButton } from "./tool-button";
import { answersOf } from "./use-label-queue";

/** The questions and their scales, always in view. */
export function AnnotateFooter({ page }: { page: AnnotatePage }) {
  const { round, state, overlay, setOverlay } = page;
  const isOne = round.criteria.length === 1;
  return (
    <footer className="a-foot" id="scale" data-polarity={isOne && round.criteria[0]?.polarity === "WORSE" ? "worse" : undefined}>
      {round.criteria.map((criterion, index) => (
        <Row key={criterion.id} page={page} criterion={criterion} index={index} />
      ))}
      {overlay === "skip" ? <SkipMenu onSkip={(reason) => skip(page, reason)} onClose={() => setOverlay(null)} /> : null}
      {state.isClosed ? <p className="note">This round was closed; what you answer now will be refused.</p> : null}
    </footer>
  );
}

/** One question of the round. The tools stand at the question that keys answer. */
function Row({ page, criterion, index }: { page: AnnotatePage; criterion: AskedCriterion; index: number }) {
  const { round, state, item, overlay } = page;
  const isFocused = criterion.id === state.criterionId;
  return (
    <ScaleBar
      scale={round.scale}
      criterion={criterion}
      number={round.criteria.length > 1 ? `${index + 1} of ${round.criteria.length}` : null}
      answer={answersOf(item).get(criterion.id)}
      isFocused={isFocused}
      isDisabled={overlay === "skip" || page.isSettled}
      before={index === 0 ? <Moves page={page} /> : <Now isFocused={isFocused} />}
      after={isFocused ? <Tools page={page} /> : undefined}
      onPress={(button) => pressButton(page, button, criterion.id)}
      onBothBad={() => pressAside(page, "BOTH_BAD", criterion.id)}
    >
      {isFocused && overlay === "reason" ? (
        <ReasonBox
          value={page.reason}
          onChange={page.setReason}
          onDone={() => finishReason(page)}
          onClose={() => page.setOverlay(null)}
        />
      ) : null}
    </ScaleBar>
  );
}

/** Back through what one has answered, and forward again. */
function Moves({ page: { round, state, goBack, goForward, isBehind } }: { page: AnnotatePage }) {
  // In a training an answer stays as it was given.
  if (round.kind === "TRAINING") return <span />;
  const mayGoBack = state.index > 0 || state.mayHaveEarlier;
  return (
    <div className="a-moves">
      <ToolButton icon={Undo2} name="Go back" hint="Z" keys="Z Backspace" isDisabled={!mayGoBack} onClick={goBack} />
      {isBehind ? <ToolButton icon={Redo2} name="Go forward" hint="X" onClick={goForward} /> : null}
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

const DIFFERENCES: Readonly<Record<DifferenceState, string>> = {
  off: "Word differences",
  on: "Word differences",
  "too-long": "Too different to mark",
  unsupported: "Not in this browser",
};

function Tools({ page }: { page: AnnotatePage }) {
  const { differences, overlay, setOverlay } = page;
  const toggle = (which: "reason" | "skip") => setOverlay(overlay === which ? null : which);
  return (
    <div className="a-actions">
      <ToolButton
        icon={Diff}
        name={DIFFERENCES[differences.state]}
        hint="D"
        isPressed={differences.state !== "off"}
        onClick={differences.toggle}
      />
      <ToolButton icon={MessageSquare} name="Reason" hint="R" isPressed={overlay === "reason"} onClick={() => toggle("reason")} />
      <ToolButton icon={CircleHelp} name="Unsure" hint="U" onClick={() => pressAside(page, "UNSURE")} />
      <ToolButton
        icon={SkipForward}
        name="Skip"
        spoken="Skip with a reason"
        hint="S"
        isPressed={overlay === "skip"}
        onClick={() => toggle("skip")}
      />
    </div>
  );
}
