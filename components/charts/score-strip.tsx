import { useId } from "react";
import { formatScore } from "./confusion-matrix";
import { Mark, type MarkKind } from "./marks";

export interface ScoreMark {
  kind: Exclude<MarkKind, "BOTH">;
  /** −4 to +4. */
  score: number;
  name: string;
  /** Where it stands, if not where its kind does. */
  lane?: Lane;
}

/** A side of the line. */
export type Lane = "above" | "below";

const PITCH = 22;
const LEFT = 16;
const WIDTH = LEFT * 2 + PITCH * 8;
const HEIGHT = 28;
/** People above the line, judges below it, so that equal scores do not cover each other. */
const LANE = { HUMAN: 6, above: 6, BASELINE: 14, AI: 22, below: 22 } as const;

/** Who gave which score, small: nine places from −4 to +4; people above the line and judges below it, unless a mark says otherwise. */
export function ScoreStrip({ marks }: { marks: readonly ScoreMark[] }) {
  const id = useId();
  return (
    <svg
      className="chart score-strip"
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      width={WIDTH}
      height={HEIGHT}
      role="img"
      aria-labelledby={`${id}-t`}
    >
      <title id={`${id}-t`}>{marks.map((mark) => `${mark.name} ${formatScore(mark.score)}`).join(", ") || "no scores"}</title>
      <line className="grid" x1={LEFT} x2={WIDTH - LEFT} y1={HEIGHT / 2} y2={HEIGHT / 2} />
      <line className="axis" x1={WIDTH / 2} x2={WIDTH / 2} y1="2" y2={HEIGHT - 2} />
      {toPiles(marks).map((pile) => (
        <g key={`${pile.kind}${pile.lane}${pile.score}`}>
          <Mark kind={pile.kind} x={`${WIDTH / 2 + pile.score * PITCH}`} y={`${LANE[pile.lane]}`} size={4.5} />
          {pile.count > 1 ? (
            <text x={WIDTH / 2 + pile.score * PITCH + 7} y={LANE[pile.lane] + 4}>
              {pile.count}
            </text>
          ) : null}
        </g>
      ))}
    </svg>
  );
}

interface Pile {
  kind: ScoreMark["kind"];
  lane: Lane | ScoreMark["kind"];
  score: number;
  count: number;
}

/** Marks of one kind and lane on one score become one mark with their number. */
export function toPiles(marks: readonly ScoreMark[]): Pile[] {
  const piles = new Map<string, Pile>();
  for (const { kind, score, lane = kind } of marks) {
    const key = `${kind}${lane}${score}`;
    const pile = piles.get(key);
    if (pile) pile.count++;
    else piles.set(key, { kind, lane, score, count: 1 });
  }
  return [...piles.values()];
}
