import type { Metadata } from "next";
import { saveMappingAction } from "@/app/(workspace)/projects/[projectId]/dataset/actions";
import { ImportWorkspace } from "@/components/dataset/import/import-workspace";
import { getProject } from "@/lib/auth/access";
import { actorOrSignIn } from "@/lib/auth/actor";
import { listMappings } from "@/lib/datasets/mappings";
import { orNotFound } from "@/lib/http/or-not-found";
import { listCriteria } from "@/lib/projects/queries";

export const metadata: Metadata = { title: "Import" };

export default async function ImportPage({ params }: { params: Promise<{ projectId: string }> }) {
  const actor = await actorOrSignIn();
  const project = await orNotFound(getProject(actor, (await params).projectId, "read"));
  const [criteria, mappings] = await Promise.all([listCriteria(actor, project.id), listMappings(actor, project.id)]);
  const keys = criteria.filter(({ archivedAt }) => archivedAt === null).map(({ key }) => key);
  return <ImportWorkspace project={project.slug} criteria={keys} mappings={mappings} saveMapping={saveMappingAction} />;
}
