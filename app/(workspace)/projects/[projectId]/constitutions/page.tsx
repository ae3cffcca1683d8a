import { Plus } from "lucide-react";
import type { Metadata } from "next";
import { addExampleAction, importConstitutionAction } from "@/app/(workspace)/projects/[projectId]/constitutions/actions";
import { ActionButton } from "@/components/constitutions/action-button";
import { ConstitutionTable } from "@/components/constitutions/constitution-table";
import { ImportConstitution } from "@/components/constitutions/import-constitution";
import { Icon } from "@/components/ui/icon";
import { EmptyState } from "@/components/ui/layout/empty-state";
import { PageHead } from "@/components/ui/layout/page-head";
import { Section } from "@/components/ui/layout/section";
import { LinkButton } from "@/components/ui/link-button";
import { getProject } from "@/lib/auth/access";
import { actorOrSignIn } from "@/lib/auth/actor";
import { listMissingExamples } from "@/lib/constitutions/examples/examples";
import { listConstitutionRows } from "@/lib/constitutions/get-constitution";
import { orNotFound } from "@/lib/http/or-not-found";
import { paths } from "@/lib/paths";

export const metadata: Metadata = { title: "Constitutions" };

export default async function ConstitutionsPage({ params }: { params: Promise<{ projectId: string }> }) {
  const actor = await actorOrSignIn();
  const project = await orNotFound(getProject(actor, (await params).projectId, "read"));
  const rows = await listConstitutionRows(actor, project.id);
  const mayWrite = project.role !== null && project.archivedAt === null;
  const examples = listMissingExamples(rows.map(({ name }) => name)).map(({ id, name }) => (
    <ActionButton key={id} action={addExampleAction} fields={{ project: project.slug, example: id }} busy="Adding …">
      {`Add “${name}”`}
    </ActionButton>
  ));
  const create = (
    <LinkButton variant="primary" href={paths.newConstitution(project.slug)}>
      <Icon of={Plus} />
      New constitution
    </LinkButton>
  );
  return (
    <>
      <PageHead title="Constitutions" actions={mayWrite && rows.length > 0 ? create : null}>
        Lists of principles, kept in versions. Judges compare by them, and models criticise and revise responses by them.
      </PageHead>
      {rows.length === 0 ? (
        <EmptyState
          title="No constitution yet"
          actions={
            mayWrite ? (
              <>
                {create}
                {examples}
              </>
            ) : null
          }
        >
          <p>Write one, or begin with one of ours: sixteen principles each, yours to change.</p>
        </EmptyState>
      ) : (
        <ConstitutionTable project={project.slug} rows={rows} />
      )}
      {mayWrite ? (
        <Section title="From elsewhere">
          <div className="grid gap-4">
            {rows.length > 0 && examples.length > 0 ? <div className="flex flex-wrap gap-3">{examples}</div> : null}
            <ImportConstitution action={importConstitutionAction} project={project.slug} />
          </div>
        </Section>
      ) : null}
    </>
  );
}
