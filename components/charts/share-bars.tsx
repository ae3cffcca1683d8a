import { useId } from "react";
import { formatPercent } from "@/lib/format";
import type { MarkKind } from "./marks";
import { Name } from "./name";

export interface SharePart {
  /** In words, for those who hear it: "same response in both orders". */
  name: string;
  /** In [0, 1]. */
  share: number;
  look: "full" | "pale" | "open";
}

export interface ShareRow {
  id: string;
  label: string;
  kind: MarkKind;
  /** From left to right; null where too little was counted, and `sentence` stands instead. */
  parts: readonly SharePart[] | null;
  sentence?: string | null;
  /** At the end of the row. */
  value: string;
}

const LOOK = { full: "bar-ai", pale: "bar-ai-2", open: "bar-ai-3" } as const;

export interface ShareBarsProps {
  caption: string;
  rows: readonly ShareRow[];
  valueHead: string;
}

/** Bars from 0 to 1, each cut into shares of one whole. */
export function ShareBars({ caption, rows, valueHead }: ShareBarsProps) {
  return (
    <table className="bars">
      <caption className="sr-only">{caption}</caption>
      <thead className="sr-only">
        <tr>
          <th scope="col">Judge</th>
          <th scope="col">Shares</th>
          <th scope="col">{valueHead}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id}>
            <th scope="row">
              <Name kind={row.kind}>{row.label}</Name>
            </th>
            <td>{row.parts ? <Bar label={row.label} parts={row.parts} /> : <span className="quiet">{row.sentence}</span>}</td>
            <td className="num">{row.value}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Bar({ label, parts }: { label: string; parts: readonly SharePart[] }) {
  const id = useId();
  const starts = parts.map((_, index) => parts.slice(0, index).reduce((sum, part) => sum + part.share, 0));
  return (
    <svg className="chart" height="16" role="img" aria-labelledby={`${id}-t ${id}-d`}>
      <title id={`${id}-t`}>{label}</title>
      <desc id={`${id}-d`}>{parts.map((part) => `${part.name} ${formatPercent(part.share)}`).join(", ")}</desc>
      {parts.map((part, index) =>
        part.share > 0 ? (
          <rect
            key={part.name}
            className={LOOK[part.look]}
            x={`${(starts[index] ?? 0) * 100}%`}
            width={`${part.share * 100}%`}
            y="0.5"
            height="15"
          />
        ) : null,
      )}
    </svg>
  );
}
