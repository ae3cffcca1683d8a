import type { Metadata } from "next";
import Link from "next/link";
import { saveConstitutionAction } from "@/app/(workspace)/projects/[projectId]/constitutions/actions";
import { ConstitutionEditor } from "@/components/constitutions/constitution-editor";
import { PageHead } from "@/components/ui/layout/page-head";
import { getProject } from "@/lib/auth/access";
import { actorOrSignIn } from "@/lib/auth/actor";
import { getConstitution } from "@/lib/constitutions/get-constitution";
import { orNotFound } from "@/lib/http/or-not-found";
import { paths } from "@/lib/paths";

export const metadata: Metadata = { title: "Edit a constitution" };

export default async function EditConstitutionPage({
  params,
}: {
  params: Promise<{ projectId: string; constitutionId: string }>;
}) {
  const actor = await actorOrSignIn();
  const { projectId, constitutionId } = await params;
  const project = await orNotFound(getProject(actor, projectId, "research"));
  const { name, version, document } = await orNotFound(getConstitution(actor, project.id, constitutionId));
  return (
    <>
      <PageHead
        title={`${name}, v${version + 1}`}
        crumb={<Link href={paths.constitution(project.slug, constitutionId)}>{`${name} v${version}`}</Link>}
      >
        Saving makes a version of its own; v{version} stays as it is, with all that was made under it.
      </PageHead>
      <ConstitutionEditor action={saveConstitutionAction} project={project.slug} document={document} version={version} />
    </>
  );
}
