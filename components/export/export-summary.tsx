import type { ReactNode } from "react";
import { DataList } from "@/components/ui/layout/data-list";
import { Notice } from "@/components/ui/notice";
import type { ExportPreview } from "@/lib/datasets/export-types";
import { formatCount, formatNumber, formatQuantity } from "@/lib/format";

export interface ExportSummaryProps {
  preview: ExportPreview;
  /** The button that makes the file. */
  children: ReactNode;
}

/** A model learns length before it learns anything else, where the longer response is chosen this often. */
const TOO_OFTEN_LONGER = 0.55;

/** What an export comes to, in figures. */
export function ExportSummary({ preview, children }: ExportSummaryProps) {
  const { counted, figures, leaks, dropped, complete } = preview;
  const decided = counted.rows - figures.ties;
  const longer = figures.differInLength === 0 ? 0 : figures.chosenIsLonger / figures.differInLength;
  const hasPreferences = figures.meanMargin !== null;
  const items = [
    ...(leaks
      ? [
          { term: "Train", value: formatCount(leaks.train.rows) },
          { term: "Test", value: formatCount(leaks.test.rows) },
        ]
      : []),
    { term: "Prompts", value: formatCount(figures.prompts) },
    ...(hasPreferences
      ? [
          { term: "Chosen is A", value: withShare(figures.chosenIsA, decided) },
          { term: "Chosen is the longer", value: withShare(figures.chosenIsLonger, figures.differInLength) },
          { term: "Mean margin", value: formatNumber(figures.meanMargin ?? 0, 1) },
        ]
      : []),
    { term: "Left out", value: formatCount(dropped.reduce((sum, { count }) => sum + count, 0)) },
  ];
  return (
    <section className="export-summary" aria-label="What comes out">
      <h2>
        {formatQuantity(counted.rows, "row")}
        {complete ? "" : ` of the first ${formatQuantity(counted.comparisons, "comparison")}`}
      </h2>
      <DataList figures items={items} />
      {longer > TOO_OFTEN_LONGER ? (
        <Notice tone="warn">
          Chosen is the longer in {formatNumber(longer)}. A model will learn some of that; the column <code>length_diff</code>{" "}
          lets you take it out.
        </Notice>
      ) : null}
      {children}
    </section>
  );
}

function withShare(count: number, of: number): ReactNode {
  return (
    <>
      {formatCount(count)} {of > 0 ? <span className="muted">{formatNumber(count / of)}</span> : null}
    </>
  );
}
