import "server-only";
import { getProject } from "@/lib/auth/access";
import type { Actor } from "@/lib/auth/types";
import { db } from "@/lib/db/client";
import type { JudgeConstitution } from "@/lib/judges/types";

/** The constitution that a judge version judges by, with its principles in their order; null without one. */
export async function findConstitution(actor: Actor, project: string, judgeVersionId: string): Promise<JudgeConstitution | null> {
  const { id: projectId } = await getProject(actor, project, "read");
  const version = await db().judgeVersion.findFirst({
    where: { id: judgeVersionId, judge: { projectId } },
    select: { constitutionVersionId: true },
  });
  if (!version?.constitutionVersionId) return null;
  const found = await db().constitutionVersion.findFirst({
    where: { id: version.constitutionVersionId, constitution: { projectId } },
    select: {
      version: true,
      constitution: { select: { id: true, name: true } },
      principles: { orderBy: { position: "asc" }, select: { id: true, key: true, preferenceText: true } },
    },
  });
  return found && { ...found.constitution, version: found.version, principles: found.principles };
}
