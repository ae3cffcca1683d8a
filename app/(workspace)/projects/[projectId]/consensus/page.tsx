import type { Metadata } from "next";
import { CopyLink } from "@/components/agreement/copy-link";
import { FilterBar } from "@/components/agreement/filter-bar";
import { ConsensusBody } from "@/components/consensus/consensus-body";
import { toConsensusFilters } from "@/components/consensus/consensus-filters";
import { CopyCsv } from "@/components/ui/layout/copy-csv";
import { PageHead } from "@/components/ui/layout/page-head";
import { Notice } from "@/components/ui/notice";
import { Time } from "@/components/ui/time";
import { getProject } from "@/lib/auth/access";
import { actorOrSignIn } from "@/lib/auth/actor";
import { listRoundNumbers } from "@/lib/comparisons/list-round-numbers";
import { listUnsure } from "@/lib/consensus/queries";
import { ConsensusView, toOptions } from "@/lib/consensus/schema";
import { formatQuantity } from "@/lib/format";
import { orNotFound } from "@/lib/http/or-not-found";
import { type PageQuery, readPageQuery } from "@/lib/http/page-query";
import { listCriteria } from "@/lib/projects/queries";

export const metadata: Metadata = { title: "Consensus" };

/** How many of the comparisons that are least sure the page lists. */
const SHOWN = 30;

interface ConsensusPageProps {
  params: Promise<{ projectId: string }>;
  searchParams: Promise<PageQuery>;
}

export default async function ConsensusPage({ params, searchParams }: ConsensusPageProps) {
  const actor = await actorOrSignIn();
  const { projectId } = await params;
  const query = await searchParams;
  const project = await orNotFound(getProject(actor, projectId, "read"));
  const [criteria, rounds] = await Promise.all([listCriteria(actor, project.id), listRoundNumbers(actor, project.id)]);
  const { values, problem } = readPageQuery(ConsensusView, query);
  const criterion = criteria.find(({ key, id }) => key === values.criterion || id === values.criterion)?.key;
  const { report, unsure } = await orNotFound(listUnsure(actor, project.id, toOptions({ ...values, criterion }), SHOWN));
  return (
    <>
      <PageHead
        title="Consensus"
        actions={
          <>
            <CopyLink />
            {report.reason ? null : <CopyCsv table="qualities" />}
          </>
        }
      >
        One answer a comparison from the labels of many, and how good that takes each annotator to be. As of{" "}
        <Time at={report.generatedAt} />.
      </PageHead>
      {problem || (values.criterion && !criterion) ? (
        <Notice tone="warn" title="The address asks for what there is not." className="mb-4">
          {problem ?? `There is no criterion “${values.criterion}”.`} The page shows what stands there by itself.
        </Notice>
      ) : null}
      <FilterBar
        filters={toConsensusFilters(
          report,
          criteria.map(({ key }) => key),
          rounds,
        )}
        summary={formatQuantity(report.counts.comparisons, "comparison")}
      />
      <ConsensusBody report={report} unsure={unsure} />
    </>
  );
}
