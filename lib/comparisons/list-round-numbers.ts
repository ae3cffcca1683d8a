import "server-only";
import { projectsWhere } from "@/lib/auth/access";
import type { Actor } from "@/lib/auth/types";
import { db } from "@/lib/db/client";

/** The numbers of a project's rounds in which there was something to label, ascending: what lists and reports can be narrowed to. */
export async function listRoundNumbers(actor: Actor, projectId: string): Promise<number[]> {
  const rounds = await db().round.findMany({
    where: { projectId, state: { not: "DRAFT" }, kind: "LABELLING", project: projectsWhere(actor, "read") },
    orderBy: { number: "asc" },
    select: { number: true },
  });
  return rounds.map(({ number }) => number);
}
