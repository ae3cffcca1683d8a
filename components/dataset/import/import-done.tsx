import { Section } from "@/components/ui/layout/section";
import { LinkButton } from "@/components/ui/link-button";
import { Notice } from "@/components/ui/notice";
import type { ImportReport } from "@/lib/datasets/schema";
import { formatCount, formatQuantity } from "@/lib/format";
import { paths } from "@/lib/paths";
import { CountTable } from "./count-table";
import { RefusedRows } from "./refused-rows";

export interface ImportDoneProps {
  project: string;
  fileName: string;
  report: ImportReport;
}

/** What an import did, and where to go on. */
export function ImportDone({ project, fileName, report }: ImportDoneProps) {
  return (
    <>
      <Section title={report.stored ? titleOf(report, fileName) : `Nothing of ${fileName} was stored`}>
        {report.stored ? null : (
          <Notice tone="warn">
            Some rows were refused, and you asked to store nothing then. Mend them, or import without that choice.
          </Notice>
        )}
        <CountTable report={report} />
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

function titleOf({ new: added, labels }: ImportReport, fileName: string): string {
  if (added > 0) return `${formatQuantity(added, "new comparison")} from ${fileName}`;
  if (labels.new > 0) return `${formatQuantity(labels.new, "new label")} from ${fileName}`;
  return `Nothing new in ${fileName}: all of it was here already`;
}
