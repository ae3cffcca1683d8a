import { FigureCell } from "@/components/agreement/figure-cell";
import { Table } from "@/components/ui/layout/table";
import { formatCount, formatNumber } from "@/lib/format";
import type { ReaggregationSummary } from "@/lib/reaggregation/types";

export interface SummaryTableProps {
  caption: string;
  id: string;
  /** What the rows are: "Labels", "Orders". */
  head: string;
  rows: readonly { name: string; summary: ReaggregationSummary }[];
}

/** What rules make of the same calls, a row each: what the labels say, and how far they agree with people. */
export function SummaryTable({ caption, id, head, rows }: SummaryTableProps) {
  const isClamped = rows.some(({ summary }) => summary.agreement?.brierClamped);
  return (
    <Table caption={caption} id={id}>
      <thead>
        <tr>
          <th scope="col">{head}</th>
          {["Labels", "A, %", "Ties, %", "B, %", "Orders contradict", "No preference", "Unreadable", "No call"].map((name) => (
            <th key={name} scope="col" className="num">
              {name}
            </th>
          ))}
          {["Pairs with people", "Agreement", "Cohen’s κ", "Ceiling", "Brier", ...(isClamped ? ["Brier, clamped"] : [])].map(
            (name) => (
              <th key={name} scope="col" className="num">
                {name}
              </th>
            ),
          )}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ name, summary }) => (
          <SummaryRow key={name} name={name} summary={summary} isClamped={isClamped} />
        ))}
      </tbody>
    </Table>
  );
}

function SummaryRow({ name, summary, isClamped }: { name: string; summary: ReaggregationSummary; isClamped: boolean }) {
  const { preferA, preferB, ties, contradictions, unsettled, invalid, missing, comparisons, agreement } = summary;
  const decided = preferA + preferB + ties;
  const share = (part: number): string => (decided === 0 ? "—" : formatNumber((part / decided) * 100, 1));
  return (
    <tr>
      <th scope="row">{name}</th>
      <td className="num">{formatCount(comparisons - missing)}</td>
      <td className="num">{share(preferA)}</td>
      <td className="num">{share(ties)}</td>
      <td className="num">{share(preferB)}</td>
      <td className="num">{formatCount(contradictions)}</td>
      <td className="num">{formatCount(unsettled)}</td>
      <td className="num">{formatCount(invalid)}</td>
      <td className="num">{formatCount(missing)}</td>
      <td className="num">{agreement ? formatCount(agreement.pairs) : "—"}</td>
      <FigureCell figure={agreement?.agreement ?? null} />
      <FigureCell figure={agreement?.cohenKappa ?? null} />
      <FigureCell figure={agreement?.ceiling ?? null} />
      <FigureCell figure={agreement?.brier ?? null} decimals={3} />
      {isClamped ? <FigureCell figure={agreement?.brierClamped ?? null} decimals={3} /> : null}
    </tr>
  );
}
