import type { Metadata } from "next";
import Link from "next/link";
import { removeGoldAction, setGoldAction } from "@/app/(workspace)/projects/[projectId]/comparisons/[comparisonId]/actions";
import { restoreComparisonAction, withdrawComparisonAction } from "@/app/(workspace)/projects/[projectId]/dataset/actions";
import { toListQuery } from "@/components/agreement/behind/hrefs";
import { ComparisonFacts } from "@/components/comparisons/comparison-facts";
import { ComparisonLabels } from "@/components/comparisons/comparison-labels";
import { describeComparison, toComparisonTitle } from "@/components/comparisons/comparison-title";
import { Flags } from "@/components/comparisons/flags";
import { GoldForm } from "@/components/comparisons/gold-form";
import { FailedAttempts, JudgeCalls } from "@/components/comparisons/judge-calls";
import { LabelHistory } from "@/components/comparisons/label-history";
import { NeighbourLinks } from "@/components/comparisons/neighbour-links";
import { PromptView } from "@/components/comparisons/prompt-view";
import { ResponsePair } from "@/components/comparisons/response-pair";
import { WithdrawForm } from "@/components/dataset/browse/withdraw-form";
import { PageHead } from "@/components/ui/layout/page-head";
import { Section } from "@/components/ui/layout/section";
import { Notice } from "@/components/ui/notice";
import { SafeHtml } from "@/components/ui/safe-html";
import { Time } from "@/components/ui/time";
import { findNeighbours } from "@/lib/agreement/queries";
import { BehindQuery } from "@/lib/agreement/schema";
import { getProject } from "@/lib/auth/access";
import { actorOrSignIn } from "@/lib/auth/actor";
import { getComparison } from "@/lib/comparisons/queries";
import type { ComparisonView } from "@/lib/comparisons/types";
import { listJudgeSigns } from "@/lib/datasets/browse/judge-signs";
import { formatCount, formatQuantity } from "@/lib/format";
import { getGoldSetting } from "@/lib/gold/queries";
import { orNotFound } from "@/lib/http/or-not-found";
import { type PageQuery, readPageQuery } from "@/lib/http/page-query";
import { renderMarkdown } from "@/lib/markdown/render-markdown";
import { paths } from "@/lib/paths";

export const metadata: Metadata = { title: "Comparison" };

interface ComparisonPageProps {
  params: Promise<{ projectId: string; comparisonId: string }>;
  /** The list of comparisons behind a number that one came from, if one did. */
  searchParams: Promise<PageQuery>;
}

export default async function ComparisonPage({ params, searchParams }: ComparisonPageProps) {
  const actor = await actorOrSignIn();
  const { projectId, comparisonId } = await params;
  const query = await searchParams;
  const project = await orNotFound(getProject(actor, projectId, "read"));
  const comparison = await orNotFound(getComparison(actor, project.id, comparisonId));
  const gold = await getGoldSetting(actor, project.id, comparison.id);
  const signs = await listJudgeSigns([comparison.id]);
  const mayWrite = project.role !== null && project.archivedAt === null;
  const list = query.of ? readPageQuery(BehindQuery, query).values : null;
  const neighbours = list ? await orNotFound(findNeighbours(actor, project.id, list, comparison.id)) : null;
  const listQuery = list ? toListQuery(list) : null;
  const hrefOf = (id: string | null | undefined) => (id ? `${paths.comparison(project.slug, id)}?${listQuery}` : null);
  return (
    <>
      <PageHead
        title={toComparisonTitle(comparison)}
        crumb={
          neighbours ? (
            <Link href={`${paths.disagreements(project.slug)}?${listQuery}`}>
              {neighbours.place === null
                ? `Back to ${formatQuantity(neighbours.total, "comparison")}`
                : `${formatCount(neighbours.place)} of ${formatQuantity(neighbours.total, "comparison")}`}
            </Link>
          ) : (
            <Link href={paths.dataset(project.slug)}>Dataset</Link>
          )
        }
        actions={neighbours ? <NeighbourLinks previous={hrefOf(neighbours.previous)} next={hrefOf(neighbours.next)} /> : null}
      >
        {describeComparison(comparison)}
      </PageHead>
      <Standing comparison={comparison} signs={signs.get(comparison.id) ?? []} />
      <article className="d-open">
        <Material comparison={comparison} />
      </article>
      <ComparisonLabels comparison={comparison} />
      {comparison.history.length > 0 ? (
        <Section title="Changes of mind" note="Every label of those who changed one, from the history that nothing removes.">
          <LabelHistory events={comparison.history} />
        </Section>
      ) : null}
      {comparison.calls.length > 0 ? (
        <Section
          title="Judge calls"
          note="What was answered, as it came; p(first) speaks for the response that was listed first."
        >
          <JudgeCalls calls={comparison.calls} />
        </Section>
      ) : null}
      {comparison.failedAttempts.length > 0 ? (
        <Section title="Requests without an answer">
          <FailedAttempts attempts={comparison.failedAttempts} />
        </Section>
      ) : null}
      {mayWrite ? (
        <Section
          title="Gold answer"
          note="What this comparison should get. Rounds mix such comparisons in unseen, or train with them; no annotator ever sees the answer before their own is stored."
        >
          <div className="grid gap-3">
            {comparison.criteria.map((criterion) => (
              <GoldForm
                key={criterion.id}
                project={project.slug}
                comparisonId={comparison.id}
                criterion={criterion}
                options={gold.options}
                gold={gold.answers.find((each) => each.criterionId === criterion.id) ?? null}
                set={setGoldAction}
                remove={removeGoldAction}
              />
            ))}
          </div>
        </Section>
      ) : null}
      <Section title="Source">
        <ComparisonFacts project={project.slug} comparison={comparison} />
        {mayWrite ? (
          <div className="mt-4">
            <WithdrawForm
              project={project.slug}
              comparisonId={comparison.id}
              withdrawn={comparison.withdrawnAt !== null}
              withdraw={withdrawComparisonAction}
              restore={restoreComparisonAction}
            />
          </div>
        ) : null}
      </Section>
    </>
  );
}

function Standing({ comparison, signs }: { comparison: ComparisonView; signs: readonly string[] }) {
  return (
    <>
      {comparison.withdrawnAt ? (
        <Notice tone="warn" title="Withdrawn" className="mb-4">
          on <Time at={comparison.withdrawnAt} />
          {comparison.withdrawnFor ? `: ${comparison.withdrawnFor}` : ""}. Its labels are kept and counted nowhere.
        </Notice>
      ) : null}
      {signs.length > 0 ? (
        <Notice title="This comparison addresses a judge" className="mb-4">
          Here {signs.join("; ")}. Signs, not proof: nothing is changed, and judges with hardening on see the texts apart from
          their prompt.
        </Notice>
      ) : null}
      {comparison.flags.length > 0 ? <Flags flags={comparison.flags} /> : null}
    </>
  );
}

async function Material({ comparison }: { comparison: ComparisonView }) {
  const [a, b, prompt] = await Promise.all([
    renderMarkdown(comparison.a.text),
    renderMarkdown(comparison.b.text),
    Promise.all(
      comparison.prompt.map(async ({ role, content }) => ({ role, html: await renderMarkdown(content, { foldCode: true }) })),
    ),
  ]);
  return (
    <>
      <PromptView
        messages={prompt.map(({ role, html }) => ({
          role,
          content: <SafeHtml html={html} className="material material-sm" />,
        }))}
      />
      <ResponsePair
        a={{ ...comparison.a, content: <SafeHtml html={a} className="material material-sm" /> }}
        b={{ ...comparison.b, content: <SafeHtml html={b} className="material material-sm" /> }}
      />
    </>
  );
}
