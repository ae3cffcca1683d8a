import { Section } from "@/components/ui/layout/section";
import { Table } from "@/components/ui/layout/table";
import { LinkButton } from "@/components/ui/link-button";
import { Notice } from "@/components/ui/notice";
import type { ImportReport } from "@/lib/datasets/schema";
import { formatCount, formatQuantity } from "@/lib/format";
import { paths } from "@/lib/paths";
import { RefusedRows } from "./refused-rows";

export interface ImportDoneProps {
  project: string;
  fileName: string;
  report: ImportReport;
}

/** What an import did, and where to go on. */
export function ImportDone({ project, fileName, report }: ImportDoneProps) {
  const rows: [string, number][] = [
    ["Rows in the file", report.rows],
    ["New comparisons", report.new],
    ["Known already", report.duplicate],
    ["of these twice in the file", report.repeated],
    ["New labels", report.labels.new],
    ["Labels known already", report.labels.duplicate],
    ["Refused", report.refusedCount],
  ];
  return (
    <>
      <Section
        title={
          report.stored ? `${formatQuantity(report.new, "new comparison")} from ${fileName}` : `Nothing of ${fileName} was stored`
        }
      >
        {report.stored ? null : (
          <Notice tone="warn">
            Some rows were refused, and you asked to store nothing then. Mend them, or import without that choice.
          </Notice>
        )}
        <Table caption="What the file held" className="i-report">
          <tbody>
            {rows.map(([name, count]) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                <td className="num">{formatCount(count)}</td>
              </tr>
            ))}
          </tbody>
        </Table>
        <div className="actions">
          <LinkButton variant="primary" href={paths.newRound(project)}>
            Make a round
          </LinkButton>
          <LinkButton href={paths.dataset(project)}>See the comparisons</LinkButton>
        </div>
      </Section>
      {report.refusedCount > 0 ? <RefusedRows refused={report.refused} count={report.refusedCount} /> : null}
      {report.noticeCount > 0 ? (
        <Section title={`${formatQuantity(report.noticeCount, "remark")}`} note="These rows were stored.">
          <ul className="i-notices">
            {report.notices.slice(0, 100).map(({ row, message }) => (
              <li key={`${row} ${message}`}>
                Row {formatCount(row)}: {message}
              </li>
            ))}
          </ul>
        </Section>
      ) : null}
    </>
  );
}
