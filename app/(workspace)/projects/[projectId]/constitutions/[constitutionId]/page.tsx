import { ChartNoAxesColumn, Download, Pencil } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import * as z from "zod";
import { archiveConstitutionAction } from "@/app/(workspace)/projects/[projectId]/constitutions/actions";
import { ActionButton } from "@/components/constitutions/action-button";
import { PrincipleChanges } from "@/components/constitutions/principle-changes";
import { PrincipleList } from "@/components/constitutions/principle-list";
import { VersionTable } from "@/components/constitutions/version-table";
import { buttonClass } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";
import { PageHead } from "@/components/ui/layout/page-head";
import { Section } from "@/components/ui/layout/section";
import { LinkButton } from "@/components/ui/link-button";
import { Notice } from "@/components/ui/notice";
import { getProject } from "@/lib/auth/access";
import { actorOrSignIn } from "@/lib/auth/actor";
import { getConstitution } from "@/lib/constitutions/get-constitution";
import { formatQuantity } from "@/lib/format";
import { orNotFound } from "@/lib/http/or-not-found";
import { type PageQuery, readPageQuery } from "@/lib/http/page-query";
import { api, paths } from "@/lib/paths";

export const metadata: Metadata = { title: "Constitution" };

const Query = z.strictObject({ version: z.coerce.number().int().min(1).max(1_000_000).optional() });

interface ConstitutionPageProps {
  params: Promise<{ projectId: string; constitutionId: string }>;
  searchParams: Promise<PageQuery>;
}

export default async function ConstitutionPage({ params, searchParams }: ConstitutionPageProps) {
  const actor = await actorOrSignIn();
  const { projectId, constitutionId } = await params;
  const project = await orNotFound(getProject(actor, projectId, "read"));
  const { values } = readPageQuery(Query, await searchParams);
  const shown = await orNotFound(getConstitution(actor, project.id, constitutionId, values.version));
  const { name, version, principles, versions, changes } = shown;
  const isArchived = shown.archivedAt !== null;
  const mayWrite = project.role !== null && project.archivedAt === null;
  const archive = {
    action: archiveConstitutionAction,
    fields: { project: project.slug, id: shown.id, archived: isArchived ? "no" : "yes" },
  };
  return (
    <>
      <PageHead
        title={
          <>
            {name} <span className="quiet font-normal">v{version}</span>
          </>
        }
        crumb={<Link href={paths.constitutions(project.slug)}>Constitutions</Link>}
        actions={
          <>
            <LinkButton href={paths.principles(project.slug, shown.id)}>
              <Icon of={ChartNoAxesColumn} />
              What each principle did
            </LinkButton>
            <a className={buttonClass({})} href={api.constitutionFile(project.slug, shown.id, version)} download>
              <Icon of={Download} />
              Download JSON
            </a>
            {mayWrite && !isArchived ? (
              <LinkButton href={paths.editConstitution(project.slug, shown.id)}>
                <Icon of={Pencil} />
                Edit as v{(versions[0]?.version ?? version) + 1}
              </LinkButton>
            ) : null}
          </>
        }
      >
        {formatQuantity(principles.length, "principle")} in their order. A version never changes; an edit makes the next one.
      </PageHead>
      {isArchived ? (
        <Notice tone="warn" title="This constitution is archived." className="mb-4">
          New judges and runs of revisions cannot choose it.
        </Notice>
      ) : null}
      {shown.isNewest ? null : (
        <Notice tone="warn" title={`This is v${version}, which is not the newest.`} className="mb-4">
          <LinkButton size="sm" href={paths.constitution(project.slug, shown.id)}>
            See v{versions[0]?.version}
          </LinkButton>
        </Notice>
      )}
      <PrincipleList principles={principles} />
      {changes ? (
        <Section title={`Changes from v${changes.from}`} note="Marked words are new, struck ones are gone.">
          <PrincipleChanges changes={changes.principles} />
        </Section>
      ) : null}
      <Section
        title="Versions"
        actions={
          mayWrite ? (
            <ActionButton {...archive} busy="Saving …">
              {isArchived ? "Restore" : "Archive"}
            </ActionButton>
          ) : null
        }
      >
        <VersionTable
          project={project.slug}
          constitutionId={shown.id}
          shown={version}
          versions={versions.map((each) => ({ ...each, createdAt: each.createdAt.toISOString() }))}
        />
      </Section>
    </>
  );
}
