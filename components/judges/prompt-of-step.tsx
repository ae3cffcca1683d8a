import { formatCount } from "@/lib/format";
import type { PromptStep } from "@/lib/judges/types";

export interface PromptOfStepProps {
  step: PromptStep;
  /** Null where there is one step alone. */
  number: number | null;
}

/** The messages of one step: what fills the template is darker than the template. */
export function PromptOfStep({ step, number }: PromptOfStepProps) {
  return (
    <>
      {number === null ? null : (
        <h3 className="j-h3">
          Step {number}: {step.step === "RATIONALE" ? "the reasoning" : "the answer"}
        </h3>
      )}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <pre className="code prompt max-h-[40rem] overflow-auto" tabIndex={0}>
        {step.messages.map((message, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the messages of a prompt never move
          <span key={index} className="block">
            {index > 0 ? "\n" : null}
            <b>{message.role}</b>
            {"\n"}
            {message.parts.map((part, place) =>
              // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a prompt never move
              part.isFilled ? <i key={place}>{part.text}</i> : part.text,
            )}
          </span>
        ))}
      </pre>
      <p className="figure-foot">
        {formatCount(step.characters)} characters, about {formatCount(Math.ceil(step.characters / 4))} tokens at four characters a
        token{step.hash === null ? null : ` · prompt hash ${step.hash.slice(0, 4)} ${step.hash.slice(4, 8)}`}
      </p>
    </>
  );
}
