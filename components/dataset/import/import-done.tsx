import { Section } from "@/components/ui/layout/section";
import { LinkButton } from "@/components/ui/link-button";
import { Notice } from "@/components/ui/notice";
import type { ImportReport } from "@/lib/datasets/schema";
import { formatQuantity } from "@/lib/format";
import { paths } from "@/lib/paths";
import { CountTable } from "./count-table";
import { RefusedRows } from "./refused-rows";
import { Remarks } from "./remarks";

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
      <Remarks
        notices={report.notices}
        count={report.noticeCount}
        note={report.stored ? "These rows were stored." : "These rows are not refused."}
      />
    </>
  );
}

function titleOf({ new: added, labels }: ImportReport, fileName: string): string {
  if (added > 0) return `${formatQuantity(added, "new comparison")} from ${fileName}`;
  if (labels.new > 0) return `${formatQuantity(labels.new, "new label")} from ${fileName}`;
  return `Nothing new in ${fileName}: all of it was here already`;
}
