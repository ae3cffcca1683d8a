import Link from "next/link";
import type { CSSProperties } from "react";
import { type Rules, toBehindHref } from "@/components/agreement/behind/hrefs";
import { formatScore, toRows } from "@/components/charts/confusion-matrix";
import { Panel } from "@/components/panel/panel";
import { formatCount, formatNumber } from "@/lib/format";
import type { JudgeFigures } from "@/lib/judge-figures/types";
import { ChoiceLinks } from "./choice-links";
import { toJudgePanel } from "./to-panel";

const SCORES = [-4, -3, -2, -1, 0, 1, 2, 3, 4] as const;

/** What stands in the columns, and how cells are written. */
export interface GridView {
  columns: "score" | "probability";
  cells: "share" | "count";
}

export interface ScoreGridProps {
  project: string;
  rules: Rules;
  figures: JudgeFigures;
  view: GridView;
  hrefOf: (view: GridView) => string;
}

/** Each person's signed score against the judge's score or its probability of B: in per cent of the row, or in counts. */
export function ScoreGrid({ project, rules, figures, view, hrefOf }: ScoreGridProps) {
  const { annotator, byProbability } = figures;
  const grid = toGrid(figures, view.columns);
  if (!grid) return null;
  const asCounts = view.cells === "count";
  return (
    <Panel
      name="judge-scores"
      title={`Scores: each person against ${annotator.name}`}
      definition="Pairs of a person’s label and the judge’s on the same comparison. Dark off the outlined diagonal is where the two differ in strength; dark in the other half, where they differ in preference."
      {...toJudgePanel(
        project,
        figures,
        `Scores of ${annotator.name} against each person’s`,
        figures.agreement?.againstEachHuman ?? null,
      )}
      sub={`${asCounts ? "pairs of labels" : "per cent of the row, in counts where a row has under 30 labels"}; ${
        view.columns === "score" ? "outlined: the same score; judge’s score" : "judge’s probability of B"
      } in columns, person’s score in rows, − for A, + for B`}
      foot="A cell opens its comparisons."
    >
      <div className="flex flex-wrap gap-3 mb-3">
        {byProbability ? (
          <ChoiceLinks
            label="Columns"
            options={[
              { label: "score", href: hrefOf({ ...view, columns: "score" }), isChosen: view.columns === "score" },
              {
                label: "probability",
                href: hrefOf({ ...view, columns: "probability" }),
                isChosen: view.columns === "probability",
              },
            ]}
          />
        ) : null}
        <ChoiceLinks
          label="Cells"
          options={[
            { label: "% of row", href: hrefOf({ ...view, cells: "share" }), isChosen: !asCounts },
            { label: "counts", href: hrefOf({ ...view, cells: "count" }), isChosen: asCounts },
          ]}
        />
      </div>
      <GridTable
        caption={`Confusion of ${annotator.name} with each person, from −4 (A far better) to +4 (B far better)`}
        grid={grid}
        asCounts={asCounts}
        hrefOf={(row, column) =>
          toBehindHref(
            project,
            rules,
            { of: "judge", judge: annotator.id },
            { rowScore: row, ...(view.columns === "score" ? { columnScore: grid.values[column] ?? 0 } : { bin: column }) },
          )
        }
      />
    </Panel>
  );
}

interface Grid {
  scores: number[];
  /** Heads of the columns, and the scores behind them. */
  heads: string[];
  values: number[];
  counts: number[][];
}

/** The rows and columns that occur under the rules; null where the judge has none of what stands in the columns. */
function toGrid({ scores: occurring, agreement, byProbability }: JudgeFigures, columns: GridView["columns"]): Grid | null {
  const places = SCORES.flatMap((score, index) => (occurring.includes(score) ? [index] : []));
  const scores = places.map((place) => SCORES[place] ?? 0);
  if (columns === "probability") {
    if (!byProbability) return null;
    const counts = places.map((row) => byProbability.counts[row] ?? []);
    return { scores, heads: byProbability.bins.map(({ low }) => formatNumber(low, 1)), values: [], counts };
  }
  if (!agreement || agreement.pairs === 0) return null;
  const counts = places.map((row) => places.map((column) => agreement.confusionSigned[row]?.[column] ?? 0));
  return { scores, heads: scores.map(formatScore), values: scores, counts };
}

interface GridTableProps {
  caption: string;
  grid: Grid;
  asCounts: boolean;
  /** By the row's score and the column's place. */
  hrefOf: (row: number, column: number) => string;
}

function GridTable({ caption, grid: { scores, heads, values, counts }, asCounts, hrefOf }: GridTableProps) {
  const rows = toRows(counts);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <div className="table-wrap" tabIndex={0}>
      <table className="matrix matrix-scores">
        <caption className="sr-only">{caption}</caption>
        <thead>
          <tr>
            <th className="matrix-names" scope="col">
              Person’s score
            </th>
            {heads.map((head) => (
              <th scope="col" key={head}>
                {head}
              </th>
            ))}
            <th className="matrix-count" scope="col">
              pairs
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => {
            const score = scores[index] ?? 0;
            return (
              <tr key={score}>
                <th scope="row">{formatScore(score)}</th>
                {row.cells.map((cell, column) => (
                  <td
                    key={heads[column]}
                    style={{ "--v": cell.ramp } as CSSProperties}
                    data-same={values[column] === score ? "" : undefined}
                    data-few={row.few ? "" : undefined}
                  >
                    {cell.count > 0 ? (
                      <Link
                        prefetch={false}
                        href={hrefOf(score, column)}
                        title={`${formatCount(cell.count)} of ${formatCount(row.total)}`}
                      >
                        {asCounts ? formatCount(cell.count) : cell.text}
                      </Link>
                    ) : null}
                  </td>
                ))}
                <td className="n matrix-count">{row.total === 0 ? "—" : formatCount(row.total)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
