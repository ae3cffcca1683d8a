import type { Scale, ScaleButton } from "@/lib/labels/types";

export interface ScalePreviewProps {
  scale: Scale;
  /** "better", "more harmful": completes the words of the buttons. */
  comparative: string;
}

/** A scale as annotators will see it, to look at and not to press. */
export function ScalePreview({ scale, comparative }: ScalePreviewProps) {
  const left = scale.buttons.filter((button) => button.side === "LEFT");
  const right = scale.buttons.filter((button) => button.side === "RIGHT");
  return (
    <div className="grid gap-2" role="img" aria-label={describeScale(scale, comparative)}>
      <div className="grid grid-cols-[minmax(0,1fr)_auto_minmax(0,1fr)] items-stretch gap-1 max-md:grid-cols-1">
        <Side buttons={left} comparative={comparative} />
        {scale.allowsTie ? (
          <span className="scale-btn pointer-events-none min-h-11 px-6 [--from:0.3] [--to:0.3]">Tie</span>
        ) : (
          <span className="scale-mid max-md:hidden">
            <i />
          </span>
        )}
        <Side buttons={right} comparative={comparative} />
      </div>
      {scale.allowsBothBad ? (
        <span className="scale-btn scale-off pointer-events-none mx-auto w-60 max-w-full">Both bad</span>
      ) : null}
    </div>
  );
}

function Side({ buttons, comparative }: { buttons: readonly ScaleButton[]; comparative: string }) {
  return (
    <span className="grid auto-cols-fr grid-flow-col gap-1">
      {buttons.map((button) => (
        <span
          key={button.id}
          className="scale-btn pointer-events-none min-h-11 text-center"
          style={
            (button.side === "LEFT"
              ? { "--from": button.level, "--to": button.level - 1 }
              : { "--from": button.level - 1, "--to": button.level }) as React.CSSProperties
          }
        >
          {button.label || `${button.side === "LEFT" ? "Left" : "Right"} ${comparative}`}
        </span>
      ))}
    </span>
  );
}

function describeScale(scale: Scale, comparative: string): string {
  const words = scale.buttons.map((button) =>
    button.side === "TIE"
      ? "tie"
      : `${button.side === "LEFT" ? "left" : "right"} ${button.degree} ${comparative}`.replace("  ", " "),
  );
  return `The scale from left to right: ${[...words, ...(scale.allowsBothBad ? ["and, off the scale, both bad"] : [])].join(", ")}.`;
}
