import Link from "next/link";
import { FigureCell, listReasons, Reasons } from "@/components/agreement/figure-cell";
import { Table } from "@/components/ui/layout/table";
import type { ReportedSlice } from "@/lib/agreement/types";
import { formatCount } from "@/lib/format";
import { type SliceSources, toParts, toSliceHref } from "./to-slice-rows";

export interface SliceTableProps {
  sources: SliceSources;
  by: ReportedSlice["by"];
  caption: string;
  head: string;
}

/** The same slices as numbers; by round and time with what else may tell why agreement moved. */
export function SliceTable({ sources, by, caption, head }: SliceTableProps) {
  const parts = toParts(sources, by);
  const all = parts.flatMap(({ slices }) => slices);
  const hasPeople = all.some(({ people }) => people !== undefined);
  const reasons = listReasons(
    all.flatMap(({ agreement, people }) => [agreement, people?.krippendorffAlphaOrdinal ?? null, people?.meanStrength ?? null]),
  );
  const noteOf = (reason: string | null) => (reason ? reasons.indexOf(reason) + 1 : null);
  return (
    <>
      <Table caption={caption}>
        <thead>
          <tr>
            <th scope="col">{head}</th>
            <th scope="col">Between</th>
            {[
              "Comparisons",
              "Labels",
              "Agreement",
              ...(hasPeople ? ["α, ordinal", "Ties", "Mean strength", "New people"] : []),
            ].map((each) => (
              <th scope="col" className="num" key={each}>
                {each}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {all.map((slice) => {
            const { value, to, annotator, comparisons, agreement, people } = slice;
            const href = toSliceHref(sources, slice);
            return (
              <tr key={`${value} ${annotator}`}>
                <th scope="row" className="whitespace-nowrap">
                  {to ? `${value} to ${to}` : value}
                </th>
                <td>{annotator === null ? "people" : `${sources.judge?.name} with people`}</td>
                <td className="num">
                  <Link prefetch={false} href={href}>
                    {formatCount(comparisons)}
                  </Link>
                </td>
                <td className="num">{formatCount(agreement.n.labels)}</td>
                <FigureCell figure={agreement} href={href} note={noteOf(agreement.reason)} />
                {hasPeople ? (
                  <>
                    <FigureCell
                      figure={people?.krippendorffAlphaOrdinal ?? null}
                      note={noteOf(people?.krippendorffAlphaOrdinal.reason ?? null)}
                    />
                    <FigureCell figure={people?.tieShare ?? null} />
                    <FigureCell figure={people?.meanStrength ?? null} note={noteOf(people?.meanStrength.reason ?? null)} />
                    <td className="num">{people ? `${people.newAnnotators} of ${people.annotators}` : ""}</td>
                  </>
                ) : null}
              </tr>
            );
          })}
        </tbody>
      </Table>
      <p className="figure-foot">
        <Reasons reasons={reasons} />
      </p>
    </>
  );
}
