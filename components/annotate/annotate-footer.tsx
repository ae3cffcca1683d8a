"use client";

import type { LucideIcon } from "lucide-react";
import { CircleHelp, Diff, MessageSquare, SkipForward, Undo2 } from "lucide-react";
import { Button } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";
import { Kbd } from "@/components/ui/kbd";
import type { AnnotatePage } from "./annotate-page";
import { pressAside, pressButton, skip } from "./page-decisions";
import { ReasonBox } from "./reason-box";
import { ScaleBar } from "./scale-bar";
import { SkipMenu } from "./skip-menu";
import { answersOf } from "./use-label-queue";
import type { DifferenceState } from "./use-word-differences";

/** The questions and their scales, always in view. */
export function AnnotateFooter({ page }: { page: AnnotatePage }) {
  const { round, state, item, overlay, setOverlay } = page;
  const answers = answersOf(item);
  const isSeveral = round.criteria.length > 1;
  const isAllWorse = !isSeveral && round.criteria.every(({ polarity }) => polarity === "WORSE");
  const mayGoBack = state.index > 0 || state.mayHaveEarlier;
  return (
    <footer className="a-foot" id="scale" data-polarity={isAllWorse ? "worse" : undefined}>
      {round.criteria.map((criterion, index) => (
        <ScaleBar
          key={criterion.id}
          scale={round.scale}
          criterion={criterion}
          answer={answers.get(criterion.id)}
          isFocused={criterion.id === state.criterionId}
          isOneOfSeveral={isSeveral}
          isDisabled={overlay === "skip"}
          before={
            index === 0 ? (
              <Tool icon={Undo2} name="Go back" hint="Z" keys="Z Backspace" isDisabled={!mayGoBack} onClick={page.goBack} />
            ) : (
              <span />
            )
          }
          after={index === 0 ? <Tools page={page} /> : undefined}
          onPress={(button) => pressButton(page, button, criterion.id)}
          onBothBad={() => pressAside(page, "BOTH_BAD", criterion.id)}
        >
          {index === 0 && overlay === "reason" ? (
            <ReasonBox
              value={page.reason}
              onChange={page.setReason}
              onDone={() => saveReason(page)}
              onClose={() => setOverlay(null)}
            />
          ) : null}
        </ScaleBar>
      ))}
      {overlay === "skip" ? <SkipMenu onSkip={(reason) => skip(page, reason)} onClose={() => setOverlay(null)} /> : null}
    </footer>
  );
}

/** A reason that is done: with the next answer, or at once when the comparison is answered already. */
function saveReason(page: AnnotatePage): void {
  page.setOverlay(null);
  const { item, round, state } = page;
  const answer = item?.answers.find(({ criterionId }) => criterionId === state.criterionId);
  const button = answer?.click
    ? round.scale.buttons.find(({ side, level }) => side === answer.click?.side && level === answer.click.level)
    : null;
  if (button) pressButton(page, button);
}

const DIFFERENCES: Readonly<Record<DifferenceState, string>> = {
  off: "Word differences",
  on: "Word differences",
  "too-long": "Too different to mark",
  unsupported: "Not in this browser",
};

function Tools({ page }: { page: AnnotatePage }) {
  const { differences, overlay, setOverlay } = page;
  return (
    <div className="a-actions">
      <Tool
        icon={Diff}
        name={DIFFERENCES[differences.state]}
        hint="D"
        isPressed={differences.state !== "off"}
        onClick={differences.toggle}
      />
      <Tool
        icon={MessageSquare}
        name="Reason"
        hint="R"
        isPressed={overlay === "reason"}
        onClick={() => setOverlay(overlay === "reason" ? null : "reason")}
      />
      <Tool icon={CircleHelp} name="Unsure" hint="U" onClick={() => pressAside(page, "UNSURE")} />
      <Tool
        icon={SkipForward}
        name="Skip"
        spoken="Skip with a reason"
        hint="S"
        isPressed={overlay === "skip"}
        onClick={() => setOverlay(overlay === "skip" ? null : "skip")}
      />
    </div>
  );
}

interface ToolProps {
  icon: LucideIcon;
  name: string;
  spoken?: string;
  hint: string;
  keys?: string;
  isPressed?: boolean;
  isDisabled?: boolean;
  onClick: () => void;
}

function Tool({ icon, name, spoken, hint, keys, isPressed, isDisabled, onClick }: ToolProps) {
  return (
    <Button
      variant="ghost"
      size="sm"
      aria-label={spoken ?? name}
      aria-keyshortcuts={keys ?? hint}
      aria-pressed={isPressed}
      aria-disabled={isDisabled || undefined}
      onClick={() => {
        if (!isDisabled) onClick();
      }}
    >
      <Icon of={icon} />
      <span className="wide">{name}</span> <Kbd>{hint}</Kbd>
    </Button>
  );
}
