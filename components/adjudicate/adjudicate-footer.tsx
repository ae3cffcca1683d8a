"use client";

import { useRouter } from "next/navigation";
import { useRef } from "react";
import { useHotkeys } from "react-hotkeys-hook";
import { nameOfKey, toPressed, toStandard } from "@/components/annotate/keys/key-map";
import { useShortcuts } from "@/components/annotate/keys/use-shortcuts";
import { useWordDifferences } from "@/components/annotate/reading/use-word-differences";
import { buttonOfKey } from "@/components/annotate/scale-words";
import { useReadingSettings } from "@/components/annotate/use-reading-settings";
import { toAnswerText } from "@/components/comparisons/answer-text";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/form/choice";
import { Field } from "@/components/ui/form/field";
import { Textarea } from "@/components/ui/form/input";
import { Kbd } from "@/components/ui/kbd";
import { LinkButton } from "@/components/ui/link-button";
import { Notice } from "@/components/ui/notice";
import type { Scale } from "@/lib/labels/types";
import { FinalScale } from "./final-scale";
import { type FinalAnswerParts, useFinalAnswer } from "./use-final-answer";
import { type Chosen, toChosenWords } from "./words";

export interface AdjudicateFooterProps extends FinalAnswerParts {
  scale: Scale;
  /** The question asks for the worse response; the answer here does not. */
  asksWorse: boolean;
  previousHref: string | null;
}

/** The final answer: scale, reason, a wish for a second opinion. Always in view, and all of it by keyboard. */
export function AdjudicateFooter({ scale, asksWorse, previousHref, ...parts }: AdjudicateFooterProps) {
  const answer = useFinalAnswer(parts);
  const { chosen, choose, problem, overtaken, isBusy, send } = answer;
  const why = useRef<HTMLTextAreaElement>(null);
  const differences = useWordDifferences(parts.comparisonId);
  const { keyFor } = useFinalKeys({
    scale,
    choose,
    writeWhy: () => why.current?.focus(),
    toggleDifferences: differences.toggle,
    nextHref: parts.nextHref,
    previousHref,
  });
  useHotkeys("mod+enter", send, { enableOnFormTags: true, preventDefault: true }, [send]);
  return (
    <footer className="adj-foot">
      {overtaken ? (
        <Notice tone="warn" title={`${overtaken.name} answered ${toAnswerText(overtaken)} meanwhile.`}>
          “{overtaken.rationale}” Yours was not stored. Save again to let it stand in place of theirs, or leave it.
        </Notice>
      ) : null}
      {problem && problem.of !== "rationale" ? <Notice tone="danger">{problem.text}</Notice> : null}
      <div className="adj-answer">
        <div>
          <p className="label">
            Your final answer{" "}
            <span className="quiet">
              {chosen ? toChosenWords(scale, chosen) : asksWorse ? "which is better, as on the scale above" : ""}
            </span>
          </p>
          <FinalScale scale={scale} chosen={chosen} keyFor={keyFor} onChoose={choose} />
        </div>
        <Field
          label={
            <>
              Rationale <span className="quiet">required, stands in the audit trail</span>
            </>
          }
          error={problem?.of === "rationale" ? problem.text : undefined}
        >
          <Textarea
            ref={why}
            rows={3}
            maxLength={10_000}
            value={answer.rationale}
            aria-keyshortcuts={keyFor("r") ?? undefined}
            onChange={(event) => answer.setRationale(event.currentTarget.value)}
            onKeyDown={(event) => {
              if (event.key === "Escape") event.currentTarget.blur();
            }}
          />
        </Field>
        <div className="adj-send">
          <Button variant="primary" disabled={isBusy} aria-keyshortcuts="Control+Enter" onClick={send}>
            {isBusy ? "Saving …" : "Save and next"} <Kbd>Ctrl ⏎</Kbd>
          </Button>
          <Checkbox
            label="Ask for a second opinion"
            checked={answer.wantsSecond}
            onChange={(event) => answer.setWantsSecond(event.currentTarget.checked)}
          />
          <span className="actions">
            <LinkButton variant="ghost" size="sm" href={parts.nextHref} aria-keyshortcuts={keyFor("s") ?? undefined}>
              Leave open <Hint name={keyFor("s")} />
            </LinkButton>
            <Button
              variant="ghost"
              size="sm"
              aria-pressed={differences.state === "on"}
              aria-keyshortcuts={keyFor("d") ?? undefined}
              onClick={differences.toggle}
            >
              {differences.state === "too-long" ? "Too different to mark" : "Word differences"} <Hint name={keyFor("d")} />
            </Button>
          </span>
        </div>
      </div>
    </footer>
  );
}

function Hint({ name }: { name: string | null }) {
  return name === null ? null : <Kbd>{name}</Kbd>;
}

interface FinalKeys {
  scale: Scale;
  choose: (chosen: Chosen) => void;
  writeWhy: () => void;
  toggleDifferences: () => void;
  nextHref: string;
  previousHref: string | null;
}

/** The keys of the annotator's page, as this person set them there, for a final answer. */
function useFinalKeys({ scale, choose, writeWhy, toggleDifferences, nextHref, previousHref }: FinalKeys) {
  const router = useRouter();
  const { settings } = useReadingSettings();
  const press = (key: string): (() => void) | null => {
    const button = buttonOfKey(scale, key);
    if (button) return () => choose({ answer: "PREFERENCE", score: button.score });
    switch (key) {
      case "b":
        return scale.allowsBothBad ? () => choose({ answer: "BOTH_BAD", score: null }) : null;
      case "u":
        return () => choose({ answer: "UNSURE", score: null });
      case "r":
        return writeWhy;
      case "d":
        return toggleDifferences;
      case "s":
        return () => router.push(nextHref);
      case "z":
      case "Backspace":
        return previousHref ? () => router.push(previousHref) : null;
      default:
        return null;
    }
  };
  useShortcuts((pressed) => {
    const key = settings.hasKeys ? toStandard(settings.keys, pressed) : null;
    const action = key === null ? null : press(key);
    action?.();
    return action !== null;
  });
  return { keyFor: (standard: string) => (settings.hasKeys ? nameOfKey(toPressed(settings.keys, standard)) : null) };
}
