import type { Metadata } from "next";
import Link from "next/link";
import { saveConstitutionAction } from "@/app/(workspace)/projects/[projectId]/constitutions/actions";
import { ConstitutionEditor } from "@/components/constitutions/constitution-editor";
import { PageHead } from "@/components/ui/layout/page-head";
import { getProject } from "@/lib/auth/access";
import { actorOrSignIn } from "@/lib/auth/actor";
import { EMPTY_DOCUMENT } from "@/lib/constitutions/schema";
import { orNotFound } from "@/lib/http/or-not-found";
import { paths } from "@/lib/paths";

export const metadata: Metadata = { title: "New constitution" };

export default async function NewConstitutionPage({ params }: { params: Promise<{ projectId: string }> }) {
  const actor = await actorOrSignIn();
  const project = await orNotFound(getProject(actor, (await params).projectId, "research"));
  return (
    <>
      <PageHead title="New constitution" crumb={<Link href={paths.constitutions(project.slug)}>Constitutions</Link>}>
        Each principle is asked in three ways: as a preference between two responses, as a critique of one, and as its revision.
      </PageHead>
      <ConstitutionEditor action={saveConstitutionAction} project={project.slug} document={EMPTY_DOCUMENT} version={null} />
    </>
  );
}
