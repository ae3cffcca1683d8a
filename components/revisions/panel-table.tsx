import { Table } from "@/components/ui/layout/table";
import { formatCount, formatInterval, formatNumber } from "@/lib/format";
import type { PreferenceFigure, RevisionPanel, RevisionRow } from "@/lib/revisions/panel-types";

export interface PanelTableProps {
  panel: RevisionPanel;
}

/** Score, length and preference by the number of the revision, each with its interval and its n. */
export function PanelTable({ panel }: PanelTableProps) {
  return (
    <>
      <Table caption="Score, length and preference by revision" id="revision-panel">
        <thead>
          <tr>
            <th scope="col">Text</th>
            <th scope="col" className="num max-w-28 whitespace-normal">
              Texts
            </th>
            <th scope="col" className="num max-w-28 whitespace-normal">
              Characters, mean
            </th>
            <th scope="col" className="num max-w-28 whitespace-normal">
              People prefer it to the one before, %
            </th>
            <th scope="col" className="num max-w-28 whitespace-normal">
              People prefer it to the first, %
            </th>
            <th scope="col" className="num max-w-28 whitespace-normal">
              People’s score
            </th>
            <th scope="col" className="num max-w-28 whitespace-normal">
              Judges prefer it to the one before, %
            </th>
            <th scope="col" className="num max-w-28 whitespace-normal">
              Judges prefer it to the first, %
            </th>
          </tr>
        </thead>
        <tbody>
          {panel.rows.map((row) => (
            <PanelRow key={row.revision} row={row} />
          ))}
        </tbody>
      </Table>
      <p className="figure-foot">
        Criterion {panel.criterion.key}. A tie counts half. Intervals: 95 %, cluster bootstrap of 2,000 over prompts or
        conversations, Wilson where all of them say the same; n are labels on so many comparisons. Scores go from −4 to +4,
        positive for the revision. Texts that a person rejected are left out.
      </p>
    </>
  );
}

function PanelRow({ row }: { row: RevisionRow }) {
  const { length, people, judges } = row;
  return (
    <tr>
      <th scope="row">
        {row.revision === 0 ? "First response" : `Revision ${row.revision}`}
        {row.rejected + row.edited > 0 ? (
          <span className="quiet font-normal">
            {row.rejected > 0 ? ` ${formatCount(row.rejected)} rejected` : ""}
            {row.edited > 0 ? ` ${formatCount(row.edited)} edited` : ""}
          </span>
        ) : null}
      </th>
      <td className="num">{formatCount(row.texts)}</td>
      <td className="num">
        {length.estimate === null ? "—" : formatNumber(length.estimate, 0)}{" "}
        {length.low === null || length.high === null ? null : (
          <span className="ci">{formatInterval(length.low, length.high, 0)}</span>
        )}
      </td>
      <Share figure={people?.before} />
      <Share figure={people?.first} />
      <td className="num">{people ? <Score figure={people.first} /> : null}</td>
      <Share figure={judges?.before} />
      <Share figure={judges?.first} />
    </tr>
  );
}

function Share({ figure }: { figure: PreferenceFigure | undefined }) {
  if (!figure) return <td />;
  const { estimate, low, high, reason } = figure.share;
  if (estimate === null) {
    return (
      <td className="num quiet" title={reason ?? undefined}>
        —
      </td>
    );
  }
  return (
    <td className="num">
      {formatNumber(estimate * 100, 0)}{" "}
      {low === null || high === null ? null : <span className="ci">{formatInterval(low * 100, high * 100, 0)}</span>}{" "}
      <span className="quiet text-xs">
        n {formatCount(figure.labels)}, {formatCount(figure.comparisons)}
      </span>
    </td>
  );
}

function Score({ figure: { score } }: { figure: PreferenceFigure }) {
  if (score.estimate === null) return <span className="quiet">—</span>;
  return (
    <>
      {formatNumber(score.estimate)}{" "}
      {score.low === null || score.high === null ? null : <span className="ci">{formatInterval(score.low, score.high)}</span>}
    </>
  );
}
