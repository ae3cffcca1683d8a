import Link from "next/link";
import { SortHead } from "@/components/ui/layout/sort-head";
import { Table } from "@/components/ui/layout/table";
import { Shape } from "@/components/ui/shape";
import { State } from "@/components/ui/state";
import type { BrowsedComparison } from "@/lib/datasets/browse-types";
import { formatCount, formatQuantity } from "@/lib/format";
import { paths } from "@/lib/paths";

export interface BrowseTableProps {
  project: string;
  comparisons: readonly BrowsedComparison[];
  /** Whether the newest stands first, and the address of the other order. */
  newestFirst: boolean;
  turnedHref: string;
}

/** Comparisons with what is known of each, one a row; the row's name is the way to the whole. */
export function BrowseTable({ project, comparisons, newestFirst, turnedHref }: BrowseTableProps) {
  return (
    <Table caption={`Comparisons, the ${newestFirst ? "newest" : "oldest"} first`} id="comparisons" className="ds-table">
      <thead>
        <tr>
          <SortHead sorted={newestFirst ? "descending" : "ascending"} href={turnedHref}>
            Comparison
          </SortHead>
          <th scope="col">What was asked</th>
          <th scope="col">Models</th>
          <th scope="col" className="num">
            <Shape kind="HUMAN" /> People’s labels
          </th>
          <th scope="col" className="num">
            <Shape kind="AI" /> Judges’ labels
          </th>
          <th scope="col">Remarks</th>
        </tr>
      </thead>
      <tbody>
        {comparisons.map((comparison) => (
          <tr key={comparison.id}>
            <th scope="row">
              <span className="flex items-baseline gap-2">
                <Link
                  prefetch={false}
                  href={paths.comparison(project, comparison.id)}
                  className="block max-w-44 truncate"
                  title={comparison.externalId ?? comparison.id}
                >
                  {comparison.externalId ?? comparison.id.slice(-8)}
                </Link>
                {comparison.sourceRow === null ? null : (
                  <span className="quiet font-normal">row {formatCount(comparison.sourceRow)}</span>
                )}
              </span>
            </th>
            <td className="ds-asked">
              {comparison.excerpt || <span className="quiet">an empty prompt</span>}
              {comparison.earlierMessages > 0 ? (
                <span className="quiet"> after {formatQuantity(comparison.earlierMessages, "earlier turn")}</span>
              ) : null}
            </td>
            <td className="whitespace-nowrap">
              <Models models={comparison.models} />
            </td>
            <td className="num">{formatCount(comparison.labels.people)}</td>
            <td className="num">{formatCount(comparison.labels.judges)}</td>
            <td>
              <Remarks comparison={comparison} />
            </td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

function Models({ models: [a, b] }: { models: BrowsedComparison["models"] }) {
  if (a === null && b === null) return <span className="quiet">not named</span>;
  return (
    <>
      {a ?? "not named"} <span className="quiet">and</span> {b ?? "not named"}
    </>
  );
}

function Remarks({ comparison: { withdrawn, withdrawnFor, flags, signs, remarks } }: { comparison: BrowsedComparison }) {
  if (!withdrawn && flags.length + signs.length + remarks.length === 0) return <span className="quiet">—</span>;
  return (
    <ul className="grid gap-0.5">
      {withdrawn ? (
        <li>
          <State tone="idle">withdrawn{withdrawnFor ? `: ${withdrawnFor}` : ""}</State>
        </li>
      ) : null}
      {flags.map((flag) => (
        <li key={flag}>
          <State tone="warn">{flag}</State>
        </li>
      ))}
      {[...signs, ...remarks].map((remark) => (
        <li key={remark} className="text-ink-2">
          {remark}
        </li>
      ))}
    </ul>
  );
}
