import type { Metadata } from "next";
import Link from "next/link";
import { Suspense } from "react";
import { CopyLink } from "@/components/agreement/copy-link";
import { FilterBar } from "@/components/agreement/filter-bar";
import { toRuleFilters } from "@/components/agreement/rule-filters";
import { ChoiceLinks } from "@/components/judge-figures/choice-links";
import { FiguresBody, SameFigures } from "@/components/judge-figures/figures-body";
import { GridQuery, toFiguresQuery } from "@/components/judge-figures/figures-query";
import { StoredCalls } from "@/components/judge-figures/stored-calls";
import { PageHead } from "@/components/ui/layout/page-head";
import { Notice } from "@/components/ui/notice";
import { Shape } from "@/components/ui/shape";
import { Time } from "@/components/ui/time";
import { getByKnownFilters } from "@/lib/agreement/filters/known-filters";
import { listFilterChoices } from "@/lib/agreement/queries";
import { getProject } from "@/lib/auth/access";
import { actorOrSignIn } from "@/lib/auth/actor";
import type { Actor } from "@/lib/auth/types";
import { listRoundNumbers } from "@/lib/comparisons/list-round-numbers";
import { formatQuantity } from "@/lib/format";
import { orNotFound } from "@/lib/http/or-not-found";
import { type PageQuery, readPageQuery } from "@/lib/http/page-query";
import { getJudgeFigures } from "@/lib/judge-figures/queries";
import { readStoredCalls } from "@/lib/judge-figures/read-stored-calls";
import { FiguresOptions } from "@/lib/judge-figures/schema";
import { getJudge } from "@/lib/judges/queries";
import { paths } from "@/lib/paths";
import { listCriteria } from "@/lib/projects/queries";

export const metadata: Metadata = { title: "A judge’s figures" };

interface FiguresPageProps {
  params: Promise<{ projectId: string; judgeId: string }>;
  searchParams: Promise<PageQuery>;
}

export default async function FiguresPage({ params, searchParams }: FiguresPageProps) {
  const actor = await actorOrSignIn();
  const { projectId, judgeId } = await params;
  const query = await searchParams;
  const project = await orNotFound(getProject(actor, projectId, "read"));
  const [criteria, rounds, choices] = await Promise.all([
    listCriteria(actor, project.id),
    listRoundNumbers(actor, project.id),
    listFilterChoices(actor, project.id),
  ]);
  const { values, problem } = readPageQuery(FiguresOptions, query);
  const view = readPageQuery(GridQuery, query).values;
  const criterion = criteria.find(({ key, id }) => key === values.criterion || id === values.criterion)?.key;
  const { answer: figures, problem: unknown } = await orNotFound(
    getByKnownFilters({ ...values, criterion }, (options) => getJudgeFigures(actor, project.id, judgeId, options)),
  );
  const { annotator } = figures;
  const judge = annotator.judge ? await getJudge(actor, project.id, annotator.judge.id, annotator.judge.version) : null;
  const hrefOf = (more: Readonly<Record<string, string>>) =>
    paths.judgeFigures(project.slug, judgeId, { ...toFiguresQuery({ ...values, criterion }, view), ...more });
  return (
    <>
      <PageHead
        title={
          <>
            <Shape kind={annotator.kind} />
            <span className="ml-2">{annotator.judge?.name ?? annotator.name}</span>{" "}
            <span className="quiet font-normal">{annotator.judge ? `v${annotator.judge.version}` : "imported"}</span>
          </>
        }
        crumb={<Link href={paths.leaderboard(project.slug)}>Leaderboard</Link>}
        actions={
          <>
            {judge && judge.versions.length > 1 ? (
              <ChoiceLinks
                label="Version"
                options={judge.versions.slice(-8).map((version) => ({
                  label: `v${version}`,
                  href: hrefOf({ version: String(version) }),
                  isChosen: version === annotator.judge?.version,
                }))}
              />
            ) : null}
            <CopyLink />
          </>
        }
      >
        {annotator.judge ? (
          <>
            How its labels compare with people’s. What it is asked stands on{" "}
            <Link href={paths.judge(project.slug, annotator.judge.id, annotator.judge.version)}>its own page</Link>.
          </>
        ) : (
          "How its labels, which came with a file, compare with people’s."
        )}{" "}
        As of <Time at={figures.generatedAt} />.
      </PageHead>
      {problem || unknown || (values.criterion && !criterion) ? (
        <Notice tone="warn" title="The address asks for what there is not." className="mb-4">
          {problem ?? unknown ?? `There is no criterion “${values.criterion}”.`} The page shows what stands there by itself.
        </Notice>
      ) : null}
      <FilterBar
        filters={toRuleFilters({
          report: figures,
          criteria: criteria.map(({ key }) => key),
          rounds,
          choices: { ...choices, judges: [] },
        })}
        days={{ from: figures.filters.from ?? "", to: figures.filters.to ?? "" }}
        summary={formatQuantity(figures.agreement?.comparisons ?? 0, "comparison with people", "comparisons with people")}
      />
      <FiguresBody
        project={project.slug}
        figures={figures}
        view={view}
        gridHref={(grid) => hrefOf({ ...grid })}
        hidden={toFiguresQuery({ ...values, criterion, target: undefined, delta: undefined }, view)}
      />
      {annotator.judge && figures.answers.total > 0 ? (
        <Suspense fallback={<p className="note section">Reading the stored calls …</p>}>
          <Stored
            actor={actor}
            project={project}
            judge={{ id: annotator.judge.id, version: annotator.judge.version, criterion: figures.criterion }}
          />
        </Suspense>
      ) : null}
      <SameFigures project={project.slug} figures={figures} />
    </>
  );
}

interface StoredProps {
  actor: Actor;
  project: { id: string; slug: string };
  judge: { id: string; version: number; criterion: string };
}

async function Stored({ actor, project, judge }: StoredProps) {
  return (
    <StoredCalls
      project={project.slug}
      judge={judge}
      {...(await readStoredCalls(actor, project.id, { ...judge, judge: judge.id }))}
    />
  );
}
