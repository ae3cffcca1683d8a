import type { Metadata } from "next";
import Link from "next/link";
import * as z from "zod";
import { AdjudicateFooter } from "@/components/adjudicate/adjudicate-footer";
import { DisputeLabels, GivenAnswers } from "@/components/adjudicate/dispute-labels";
import { toReasonWords, toSteps } from "@/components/adjudicate/words";
import { toComparisonTitle } from "@/components/comparisons/comparison-title";
import { Flags } from "@/components/comparisons/flags";
import { NeighbourLinks } from "@/components/comparisons/neighbour-links";
import { PromptView } from "@/components/comparisons/prompt-view";
import { EmptyState } from "@/components/ui/layout/empty-state";
import { PageHead } from "@/components/ui/layout/page-head";
import { Notice } from "@/components/ui/notice";
import { SafeHtml } from "@/components/ui/safe-html";
import { getAdjudicated } from "@/lib/adjudication/access";
import { getDisputedItem } from "@/lib/adjudication/get-item";
import { AdjudicateQuery } from "@/lib/adjudication/schema";
import type { DisputedItem } from "@/lib/adjudication/types";
import { actorOrSignIn } from "@/lib/auth/actor";
import { formatCount, formatQuantity } from "@/lib/format";
import { orNotFound } from "@/lib/http/or-not-found";
import { type PageQuery, readPageQuery } from "@/lib/http/page-query";
import { renderMarkdown } from "@/lib/markdown/render-markdown";
import { paths } from "@/lib/paths";

export const metadata: Metadata = { title: "Adjudicate" };

interface AdjudicateOnePageProps {
  params: Promise<{ projectId: string; comparisonId: string }>;
  searchParams: Promise<PageQuery>;
}

export default async function AdjudicateOnePage({ params, searchParams }: AdjudicateOnePageProps) {
  const actor = await actorOrSignIn();
  const { projectId, comparisonId } = await params;
  const id = z.uuid().safeParse(comparisonId).data ?? "";
  const project = await orNotFound(getAdjudicated(actor, projectId));
  const { values } = readPageQuery(AdjudicateQuery, await searchParams);
  const item = await orNotFound(getDisputedItem(actor, project.id, id, values));
  const list = new URLSearchParams({
    ...(values.criterion ? { criterion: values.criterion } : {}),
    ...(values.show === "open" ? {} : { show: values.show }),
  });
  const listHref = `${paths.adjudicate(project.slug)}?${list}`;
  if (item === "still-to-label") {
    return (
      <>
        <PageHead title="Not yet" crumb={<Link href={listHref}>Adjudicate</Link>} />
        <EmptyState title="You have still to label this one">
          It waits for you in an open round. Label it first, without knowing what others said; then it comes before you here.
        </EmptyState>
      </>
    );
  }
  const hrefOf = (other: string | null) => (other ? `${paths.adjudicateOne(project.slug, other)}?${list}` : null);
  const [standing] = item.adjudications;
  const isSecond = standing?.wantsSecond === true && standing.userId !== actor.userId;
  return (
    <>
      <PageHead
        title={toComparisonTitle(item)}
        crumb={
          <Link href={listHref}>
            {item.place === null
              ? `Back to ${formatQuantity(item.total, "comparison")}`
              : `${formatCount(item.place)} of ${formatQuantity(item.total, "comparison")}`}
          </Link>
        }
        actions={<NeighbourLinks previous={hrefOf(item.previous)} next={hrefOf(item.next)} />}
      >
        {item.reasons.length > 0
          ? `${toSteps(item.size)} steps apart: ${toReasonWords(item.reasons)}.`
          : "Not in the list under the project’s rule."}{" "}
        Models are not named here.
      </PageHead>
      {item.withdrawn ? (
        <Notice tone="warn" title="Withdrawn." className="mb-4">
          It is counted nowhere and needs no answer.
        </Notice>
      ) : null}
      {item.flags.length > 0 ? <Flags flags={item.flags} /> : null}
      <Material item={item} />
      <DisputeLabels item={item} />
      <GivenAnswers given={item.adjudications} isFolded={isSecond} />
      {project.mayAnswer && !item.withdrawn ? (
        <AdjudicateFooter
          key={`${item.id} ${standing?.id}`}
          project={project.slug}
          comparisonId={item.id}
          criterionId={item.criterion.id}
          standing={standing ?? null}
          scale={item.scale}
          asksWorse={item.criterion.polarity === "WORSE"}
          nextHref={hrefOf(item.next) ?? listHref}
          previousHref={hrefOf(item.previous)}
        />
      ) : null}
    </>
  );
}

async function Material({ item }: { item: DisputedItem }) {
  const [a, b, prompt] = await Promise.all([
    renderMarkdown(item.a),
    renderMarkdown(item.b),
    Promise.all(
      item.prompt.map(async ({ role, content }) => ({ role, html: await renderMarkdown(content, { foldCode: true }) })),
    ),
  ]);
  return (
    <article className="d-open" data-item={item.id}>
      <PromptView
        messages={prompt.map(({ role, html }) => ({ role, content: <SafeHtml html={html} className="material material-sm" /> }))}
      />
      <div className="d-pair">
        {[
          { name: "A", side: "left", html: a },
          { name: "B", side: "right", html: b },
        ].map(({ name, side, html }) => (
          <section key={name} data-side={side} aria-labelledby={`response-${name}`}>
            <h2 id={`response-${name}`} className="text-sm font-semibold tracking-normal">
              Response {name}
            </h2>
            <SafeHtml html={html} className="material material-sm" />
          </section>
        ))}
      </div>
    </article>
  );
}
