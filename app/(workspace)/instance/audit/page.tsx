import type { Metadata } from "next";
import Link from "next/link";
import { WorkspaceShell } from "@/app/(workspace)/workspace-shell";
import { AuditView } from "@/components/instance/audit-view";
import { CheckTrail } from "@/components/instance/check-trail";
import { CopyCsv } from "@/components/ui/layout/copy-csv";
import { PageHead } from "@/components/ui/layout/page-head";
import { listInstanceAudit } from "@/lib/audit/queries";
import { AuditFilter } from "@/lib/audit/schema";
import { actorOrSignIn } from "@/lib/auth/actor";
import { orNotFound } from "@/lib/http/or-not-found";
import { paths } from "@/lib/paths";
import { verifyAuditAction } from "./actions";

export const metadata: Metadata = { title: "Audit trail" };

export default async function InstanceAuditPage({ searchParams }: { searchParams: Promise<Record<string, string | string[]>> }) {
  const actor = await actorOrSignIn(paths.instanceAudit());
  const filter = AuditFilter.catch({}).parse(await searchParams);
  const page = await orNotFound(listInstanceAudit(actor, filter));
  return (
    <WorkspaceShell actor={actor}>
      <PageHead
        title="Audit trail"
        crumb={<Link href={paths.instance()}>This instance</Link>}
        actions={
          <>
            <CopyCsv table="audit" />
            <CheckTrail action={verifyAuditAction} />
          </>
        }
      >
        Who did what. What was done inside projects stands here without its content, which the project’s own people read.
      </PageHead>
      <AuditView page={page} filter={filter} path={paths.instanceAudit()} withProject />
    </WorkspaceShell>
  );
}
