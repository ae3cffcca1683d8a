import "server-only";
import { listPrinciples } from "@/lib/constitutions/queries";
import type { PrincipleEntry } from "@/lib/constitutions/types";
import { db } from "@/lib/db/client";
import { RevisionSpec } from "@/lib/revisions/schema";

/** What stays the same over all steps of a run. */
export interface RevisionFacts {
  runId: string;
  projectId: string;
  name: string;
  endpointId: string;
  model: string;
  spec: RevisionSpec;
  principles: readonly PrincipleEntry[];
}

/** Reads what a run's steps have in common; nothing of it ever changes. */
export async function getRevisionFacts(runId: string): Promise<RevisionFacts> {
  const { id, constitutionVersionId, spec, ...rest } = await db().revisionRun.findUniqueOrThrow({
    where: { id: runId },
    select: { id: true, projectId: true, name: true, endpointId: true, model: true, spec: true, constitutionVersionId: true },
  });
  return { ...rest, runId: id, spec: RevisionSpec.parse(spec), principles: await listPrinciples(constitutionVersionId) };
}
