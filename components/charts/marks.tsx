/** Who a mark stands for: people are filled circles, judges diamonds, baselines open circles, people and judge together ink squares. */
export type MarkKind = "HUMAN" | "AI" | "BASELINE" | "BOTH";

const MARK = { HUMAN: "human", AI: "ai", BASELINE: "plain", BOTH: "both" } as const;
const WHISKER = { HUMAN: "w-human", AI: "w-ai", BASELINE: "w-plain", BOTH: "w-both" } as const;

export interface MarkProps {
  kind: MarkKind;
  /** Place, as a length or in per cent of the drawing. */
  x: string;
  y: string;
  /** Radius in px. */
  size?: number;
}

/** A point of a chart. */
export function Mark({ kind, x, y, size = 5.5 }: MarkProps) {
  if (kind === "BOTH") {
    const side = Math.round(size * 1.7 * 10) / 10;
    return (
      <svg x={x} y={y} overflow="visible" aria-hidden="true">
        <rect className={MARK.BOTH} x={-side / 2} y={-side / 2} width={side} height={side} />
      </svg>
    );
  }
  if (kind !== "AI") return <circle className={MARK[kind]} cx={x} cy={y} r={size} />;
  // A diamond looks as large as a circle when its half diagonal is a little longer than the radius.
  const half = Math.round(size * 1.15 * 10) / 10;
  return (
    <svg x={x} y={y} overflow="visible" aria-hidden="true">
      <path className={MARK.AI} d={`M0 ${-half}l${half} ${half}l${-half} ${half}l${-half} ${-half}z`} />
    </svg>
  );
}

export interface WhiskerProps {
  kind: MarkKind;
  from: string;
  to: string;
  y: string;
}

/** The interval of a point. */
export function Whisker({ kind, from, to, y }: WhiskerProps) {
  return <line className={WHISKER[kind]} x1={from} x2={to} y1={y} y2={y} />;
}
