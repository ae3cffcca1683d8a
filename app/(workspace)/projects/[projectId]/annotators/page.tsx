import type { Metadata } from "next";
import { FilterBar } from "@/components/agreement/filter-bar";
import { AnnotatorCard } from "@/components/annotators/annotator-card";
import { AnnotatorTable } from "@/components/annotators/annotator-table";
import { toCardFilters } from "@/components/annotators/card-filters";
import { CopyCsv } from "@/components/ui/layout/copy-csv";
import { EmptyState } from "@/components/ui/layout/empty-state";
import { PageHead } from "@/components/ui/layout/page-head";
import { LinkButton } from "@/components/ui/link-button";
import { Notice } from "@/components/ui/notice";
import { getAnnotatorCards } from "@/lib/agreement/annotators/get-annotator-cards";
import { AnnotatorsQuery } from "@/lib/agreement/annotators/schema";
import { getProject } from "@/lib/auth/access";
import { actorOrSignIn } from "@/lib/auth/actor";
import { listRoundNumbers } from "@/lib/comparisons/list-round-numbers";
import { formatQuantity } from "@/lib/format";
import { orNotFound } from "@/lib/http/or-not-found";
import { type PageQuery, readPageQuery } from "@/lib/http/page-query";
import { paths } from "@/lib/paths";
import { listCriteria } from "@/lib/projects/queries";

export const metadata: Metadata = { title: "Annotators" };

interface AnnotatorsPageProps {
  params: Promise<{ projectId: string }>;
  searchParams: Promise<PageQuery>;
}

export default async function AnnotatorsPage({ params, searchParams }: AnnotatorsPageProps) {
  const actor = await actorOrSignIn();
  const { projectId } = await params;
  const query = await searchParams;
  const project = await orNotFound(getProject(actor, projectId, "read"));
  const [criteria, rounds] = await Promise.all([listCriteria(actor, project.id), listRoundNumbers(actor, project.id)]);
  const { values, problem } = readPageQuery(AnnotatorsQuery, query);
  const criterion = criteria.find(({ key, id }) => key === values.criterion || id === values.criterion)?.key;
  const { cards, everyone, ...scope } = await orNotFound(getAnnotatorCards(actor, project.id, { ...values, criterion }));
  const open = cards.find((card) => card.id === values.person) ?? cards[0];
  const hrefOf = (person: string) => {
    const rest = { ...(criterion ? { criterion } : {}), ...(values.round ? { round: values.round } : {}) };
    return `${paths.annotators(project.slug)}?${new URLSearchParams({ ...rest, person })}`;
  };
  return (
    <>
      <PageHead title="Annotators" actions={cards.length > 0 ? <CopyCsv table="annotators" /> : null}>
        How each person labels: with the others, with themselves, with gold. People see their own pace and nothing of this page.
      </PageHead>
      {problem || (values.criterion && !criterion) ? (
        <Notice tone="warn" title="The address asks for what there is not." className="mb-4">
          {problem ?? `There is no criterion “${values.criterion}”.`} The page shows what stands there by itself.
        </Notice>
      ) : null}
      <FilterBar
        filters={toCardFilters({ ...scope, criteria: criteria.map(({ key }) => key), rounds })}
        summary={formatQuantity(cards.length, "person", "people")}
      />
      {open ? (
        <>
          <AnnotatorTable id="annotators" criterion={scope.criterion} cards={cards} person={open.id} hrefOf={hrefOf} />
          <AnnotatorCard card={open} everyone={everyone} project={project.slug} scope={scope} />
        </>
      ) : (
        <EmptyState
          title="Nobody has labelled here yet"
          actions={<LinkButton href={paths.rounds(project.slug)}>See the rounds</LinkButton>}
        >
          Each person who labels in a round gets a row: agreement with the others, with gold and with themselves, side, pace and
          drift.
        </EmptyState>
      )}
    </>
  );
}
