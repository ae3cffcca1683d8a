import type { Metadata } from "next";
import Link from "next/link";
import { AuditView } from "@/components/instance/audit-view";
import { CopyCsv } from "@/components/ui/layout/copy-csv";
import { PageHead } from "@/components/ui/layout/page-head";
import { listProjectAudit } from "@/lib/audit/queries";
import { AuditFilter } from "@/lib/audit/schema";
import { getProject } from "@/lib/auth/access";
import { actorOrSignIn } from "@/lib/auth/actor";
import { orNotFound } from "@/lib/http/or-not-found";
import { paths } from "@/lib/paths";

export const metadata: Metadata = { title: "Audit trail" };

interface AuditPageProps {
  params: Promise<{ projectId: string }>;
  searchParams: Promise<Record<string, string | string[]>>;
}

export default async function ProjectAuditPage({ params, searchParams }: AuditPageProps) {
  const actor = await actorOrSignIn();
  const project = await orNotFound(getProject(actor, (await params).projectId, "read"));
  const filter = AuditFilter.catch({}).parse(await searchParams);
  const page = await orNotFound(listProjectAudit(actor, project.id, filter));
  return (
    <>
      <PageHead
        title="Audit trail"
        crumb={<Link href={paths.settings(project.slug)}>Settings</Link>}
        actions={<CopyCsv table="audit" />}
      >
        Who did what in this project. Labels have their own history, beside each comparison.
      </PageHead>
      <AuditView page={page} filter={filter} path={paths.audit(project.slug)} withProject={false} />
    </>
  );
}
