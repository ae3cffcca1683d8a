import type { Metadata } from "next";
import Link from "next/link";
import * as z from "zod";
import { PrincipleConflicts } from "@/components/constitutions/principle-conflicts";
import { PrincipleFiguresTable } from "@/components/constitutions/principle-figures";
import { PrincipleJudges } from "@/components/constitutions/principle-judges";
import { CopyCsv } from "@/components/ui/layout/copy-csv";
import { EmptyState } from "@/components/ui/layout/empty-state";
import { PageHead } from "@/components/ui/layout/page-head";
import { Section } from "@/components/ui/layout/section";
import { LinkButton } from "@/components/ui/link-button";
import { getProject } from "@/lib/auth/access";
import { actorOrSignIn } from "@/lib/auth/actor";
import { getConstitution } from "@/lib/constitutions/get-constitution";
import { orNotFound } from "@/lib/http/or-not-found";
import { type PageQuery, readPageQuery } from "@/lib/http/page-query";
import { paths } from "@/lib/paths";
import { listPrincipleJudges, measurePrinciples } from "@/lib/reaggregation/by-principle";

export const metadata: Metadata = { title: "Principles" };

const Query = z.strictObject({
  judge: z.uuid().optional(),
  version: z.coerce.number().int().min(1).max(1_000_000).optional(),
  criterion: z.string().max(100).optional(),
});

interface PrinciplesPageProps {
  params: Promise<{ projectId: string; constitutionId: string }>;
  searchParams: Promise<PageQuery>;
}

export default async function PrinciplesPage({ params, searchParams }: PrinciplesPageProps) {
  const actor = await actorOrSignIn();
  const { projectId, constitutionId } = await params;
  const project = await orNotFound(getProject(actor, projectId, "read"));
  const { id, name } = await orNotFound(getConstitution(actor, project.id, constitutionId));
  const { values } = readPageQuery(Query, await searchParams);
  const judges = await listPrincipleJudges(actor, project.id, id);
  const chosen = judges.find(
    ({ judgeId, version, calls }) =>
      calls > 0 && (values.judge === undefined || (judgeId === values.judge && version === (values.version ?? version))),
  );
  const report = chosen
    ? await orNotFound(
        measurePrinciples(actor, project.id, {
          judge: chosen.judgeId,
          version: chosen.version,
          criterion: values.criterion,
        }),
      )
    : null;
  return (
    <>
      <PageHead
        title="Principles"
        crumb={<Link href={paths.constitution(project.slug, id)}>{name}</Link>}
        actions={report ? <CopyCsv table="principles" /> : null}
      >
        What each principle did in a judge’s stored calls, and what its labels would be without it. No model is asked.
      </PageHead>
      {judges.length > 0 ? (
        <PrincipleJudges project={project.slug} constitutionId={id} judges={judges} chosen={chosen ?? null} />
      ) : null}
      {report ? (
        <>
          <Section title={`By principle, criterion ${report.criterion.key}`}>
            <PrincipleFiguresTable report={report} />
          </Section>
          <Section
            title="Conflicts"
            note="Pairs of principles that prefer different responses of the same comparison, the most frequent first."
          >
            <PrincipleConflicts report={report} />
          </Section>
        </>
      ) : (
        <EmptyState
          title="No call names a principle yet"
          actions={<LinkButton href={paths.judges(project.slug)}>Judges</LinkButton>}
        >
          <p>
            A judge’s version can use a constitution in several ways. One drawn principle a comparison, a fixed one, or all of
            them as an ensemble keep each principle’s verdict; all in one prompt do not.
          </p>
        </EmptyState>
      )}
    </>
  );
}
