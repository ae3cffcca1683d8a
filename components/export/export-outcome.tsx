import type { ReactNode } from "react";
import { Table } from "@/components/ui/layout/table";
import type { ExportPreview } from "@/lib/datasets/export-schema";
import { formatCount, formatQuantity } from "@/lib/format";

export interface ExportOutcomeProps {
  preview: ExportPreview;
  /** The button that makes the file. */
  children: ReactNode;
}

/** What an export comes to: how many rows, what is left out and why, and the first rows as they stand in the file. */
export function ExportOutcome({ preview, children }: ExportOutcomeProps) {
  const { counted, dropped, complete, lines } = preview;
  const of = formatQuantity(counted.comparisons, "comparison");
  return (
    <>
      <h2>
        {formatQuantity(counted.rows, "row")} of {complete ? of : `the first ${of}`}
      </h2>
      <div className="actions">{children}</div>
      {dropped.length > 0 ? (
        <Table caption="What is left out, and why" id="dropped">
          <thead>
            <tr>
              <th scope="col">Left out</th>
              <th scope="col" className="num">
                Count
              </th>
            </tr>
          </thead>
          <tbody>
            {dropped.map(({ reason, count }) => (
              <tr key={reason}>
                <th scope="row">{reason}</th>
                <td className="num">{formatCount(count)}</td>
              </tr>
            ))}
          </tbody>
        </Table>
      ) : (
        <p className="note">Nothing is left out.</p>
      )}
      {lines.length > 0 ? (
        <>
          <h3>The first rows, as in the file</h3>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
          <pre className="export-preview" tabIndex={0}>
            <code>{lines.join("\n\n")}</code>
          </pre>
        </>
      ) : (
        <p className="note">No row yet: nothing that is chosen here has been labelled.</p>
      )}
    </>
  );
}
