import type { Metadata } from "next";
import { Suspense } from "react";
import { AgreementBody } from "@/components/agreement/agreement-body";
import { CopyLink } from "@/components/agreement/copy-link";
import { CountingFrame } from "@/components/agreement/counting-frame";
import { describeCounted } from "@/components/agreement/describe-counted";
import { FilterBar } from "@/components/agreement/filter-bar";
import { toIntervalsFilter, toRuleFilters } from "@/components/agreement/rule-filters";
import { CopyCsv } from "@/components/ui/layout/copy-csv";
import { PageHead } from "@/components/ui/layout/page-head";
import { Notice } from "@/components/ui/notice";
import { Time } from "@/components/ui/time";
import { findAgreementReport, listFilterChoices } from "@/lib/agreement/queries";
import { AgreementOptions } from "@/lib/agreement/schema";
import type { FilterChoices } from "@/lib/agreement/types";
import { getProject } from "@/lib/auth/access";
import { actorOrSignIn } from "@/lib/auth/actor";
import { listRoundNumbers } from "@/lib/comparisons/list-round-numbers";
import { orNotFound } from "@/lib/http/or-not-found";
import { type PageQuery, readPageQuery } from "@/lib/http/page-query";
import { withinAMoment } from "@/lib/http/within-a-moment";
import { listCriteria } from "@/lib/projects/queries";

export const metadata: Metadata = { title: "Agreement" };

interface AgreementPageProps {
  params: Promise<{ projectId: string }>;
  searchParams: Promise<PageQuery>;
}

export default async function AgreementPage({ params, searchParams }: AgreementPageProps) {
  const actor = await actorOrSignIn();
  const { projectId } = await params;
  const query = await searchParams;
  const project = await orNotFound(getProject(actor, projectId, "read"));
  const [criteria, rounds] = await Promise.all([listCriteria(actor, project.id), listRoundNumbers(actor, project.id)]);
  const { values, problem } = readPageQuery(AgreementOptions, query);
  const { criterion: asked, ...options } = values;
  const criterion = criteria.find(({ key, id }) => key === asked || id === asked)?.key;
  const counting = Promise.all([
    findAgreementReport(actor, project.id, { ...options, criterion }),
    listFilterChoices(actor, project.id),
  ]);
  const counted = await orNotFound(withinAMoment(counting));
  const frame = {
    project: project.slug,
    query,
    criteria: criteria.map(({ key }) => key),
    rounds,
    problem: problem ?? (asked && !criterion ? `There is no criterion “${asked}”.` : null),
  };
  return (
    <>
      <PageHead
        title="Agreement"
        actions={
          <>
            <CopyLink />
            <CopyCsv table="coefficients" />
          </>
        }
      >
        How far people agree with each other, and how far each judge agrees with people on the same comparisons.
        <Suspense>
          <AsOf counting={counting} />
        </Suspense>
      </PageHead>
      {counted ? (
        <Counted {...frame} counting={counting} />
      ) : (
        <Suspense fallback={<CountingFrame />}>
          <Counted {...frame} counting={counting} />
        </Suspense>
      )}
    </>
  );
}

type Counting = Promise<[Awaited<ReturnType<typeof findAgreementReport>>, FilterChoices]>;

async function AsOf({ counting }: { counting: Counting }) {
  const [{ report }] = await orNotFound(counting);
  return (
    <>
      {" "}
      As of <Time at={report.generatedAt} />.
    </>
  );
}

interface CountedProps {
  project: string;
  query: PageQuery;
  criteria: readonly string[];
  rounds: readonly number[];
  problem: string | null;
  counting: Counting;
}

async function Counted({ project, query, criteria, rounds, problem, counting }: CountedProps) {
  const [{ report, problem: unknown }, choices] = await orNotFound(counting);
  return (
    <>
      {problem || unknown ? (
        <Notice tone="warn" title="The address asks for what there is not." className="mb-4">
          {problem ?? unknown} The page shows what stands there by itself.
        </Notice>
      ) : null}
      <FilterBar
        filters={[...toRuleFilters({ report, criteria, rounds, choices }), toIntervalsFilter(report)]}
        days={{ from: report.filters.from ?? "", to: report.filters.to ?? "" }}
        summary={describeCounted(report)}
      />
      <AgreementBody project={project} report={report} query={query} />
    </>
  );
}
