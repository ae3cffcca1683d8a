import "server-only";
import type { AnnotatorCards } from "@/lib/agreement/annotators-types";
import { getProject } from "@/lib/auth/access";
import type { Actor } from "@/lib/auth/types";
import { reckon } from "@/lib/reckoning/reckon";
import type { AnnotatorsQuery } from "./schema";

/**
 * How each person of a project labels: agreement with gold, with the others, with themselves, side, strength, time and drift. For
 * researchers; nobody is shown their own.
 *
 * @throws AppError `not_found` if the project is not the actor's to read, or has no such round; `invalid` for an unknown criterion.
 */
export async function getAnnotatorCards(actor: Actor, idOrSlug: string, query: AnnotatorsQuery): Promise<AnnotatorCards> {
  const project = await getProject(actor, idOrSlug, "read");
  return reckon("annotatorCards", { projectId: project.id, query });
}
