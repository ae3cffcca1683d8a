import type { Metadata } from "next";
import Link from "next/link";
import { CopyLink } from "@/components/agreement/copy-link";
import { FilterBar } from "@/components/agreement/filter-bar";
import { toRuleFilters } from "@/components/agreement/rule-filters";
import { JudgesTabs } from "@/components/judge-figures/judges-tabs";
import { LeaderboardBody } from "@/components/judge-figures/leaderboard-body";
import { CopyCsv } from "@/components/ui/layout/copy-csv";
import { PageHead } from "@/components/ui/layout/page-head";
import { Notice } from "@/components/ui/notice";
import { Time } from "@/components/ui/time";
import { getByKnownFilters } from "@/lib/agreement/filters/known-filters";
import { listFilterChoices } from "@/lib/agreement/queries";
import { getProject } from "@/lib/auth/access";
import { actorOrSignIn } from "@/lib/auth/actor";
import { listRoundNumbers } from "@/lib/comparisons/list-round-numbers";
import { formatQuantity } from "@/lib/format";
import { orNotFound } from "@/lib/http/or-not-found";
import { type PageQuery, readPageQuery } from "@/lib/http/page-query";
import { getLeaderboard } from "@/lib/judge-figures/leaderboard";
import { LeaderboardOptions } from "@/lib/judge-figures/schema";
import { paths } from "@/lib/paths";
import { listCriteria } from "@/lib/projects/queries";

export const metadata: Metadata = { title: "Leaderboard" };

interface LeaderboardPageProps {
  params: Promise<{ projectId: string }>;
  searchParams: Promise<PageQuery>;
}

export default async function LeaderboardPage({ params, searchParams }: LeaderboardPageProps) {
  const actor = await actorOrSignIn();
  const query = await searchParams;
  const project = await orNotFound(getProject(actor, (await params).projectId, "read"));
  const [criteria, rounds, choices] = await Promise.all([
    listCriteria(actor, project.id),
    listRoundNumbers(actor, project.id),
    listFilterChoices(actor, project.id),
  ]);
  const { values, problem } = readPageQuery(LeaderboardOptions, query);
  const criterion = criteria.find(({ key, id }) => key === values.criterion || id === values.criterion)?.key;
  const { answer: board, problem: unknown } = await orNotFound(
    getByKnownFilters({ ...values, criterion }, (options) => getLeaderboard(actor, project.id, options)),
  );
  return (
    <>
      <PageHead
        title="Leaderboard"
        crumb={<Link href={paths.judges(project.slug)}>Judges</Link>}
        actions={
          <>
            <JudgesTabs project={project.slug} current="leaderboard" />
            <CopyLink />
            <CopyCsv table="leaderboard" />
          </>
        }
      >
        Each judge beside the people it might stand in for, on the comparisons that both labelled. As of{" "}
        <Time at={board.generatedAt} />.
      </PageHead>
      {problem || unknown || (values.criterion && !criterion) ? (
        <Notice tone="warn" title="The address asks for what there is not." className="mb-4">
          {problem ?? unknown ?? `There is no criterion “${values.criterion}”.`} The page shows what stands there by itself.
        </Notice>
      ) : null}
      <FilterBar
        filters={toRuleFilters({ report: board, criteria: criteria.map(({ key }) => key), rounds, choices })}
        days={{ from: board.filters.from ?? "", to: board.filters.to ?? "" }}
        summary={`${formatQuantity(board.rows.length, "judge version or baseline", "judge versions and baselines")} · ${formatQuantity(board.people.annotators, "person", "people")}`}
      />
      <LeaderboardBody project={project.slug} board={board} sort={query.sort} />
    </>
  );
}
