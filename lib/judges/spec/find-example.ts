import "server-only";
import { getProject } from "@/lib/auth/access";
import type { Actor } from "@/lib/auth/types";
import { db } from "@/lib/db/client";
import { AppError } from "@/lib/errors";
import { toConversation } from "@/lib/judges/prompt/conversation";
import type { ComparisonAsExample } from "@/lib/judges/types";

/**
 * A comparison of the project as a few-shot example, by its id or by the one that its source gave it, with what people prefer on it.
 *
 * @throws AppError `not_found`.
 */
export async function findExample(actor: Actor, project: string, name: string): Promise<ComparisonAsExample> {
  const { id: projectId } = await getProject(actor, project, "research");
  const found = await db().comparison.findFirst({
    where: whereNamed(projectId, name),
    select: {
      id: true,
      prompt: { select: { messages: true } },
      responseA: { select: { text: true } },
      responseB: { select: { text: true } },
    },
  });
  if (!found) throw new AppError("not_found", noComparison(name));
  const { _sum } = await db().label.aggregate({
    where: { comparisonId: found.id, annotator: { kind: "HUMAN" } },
    _sum: { score: true },
  });
  const score = _sum.score ?? 0;
  return {
    comparisonId: found.id,
    // Written by the importers as a list of messages, and never changed.
    conversation: toConversation(found.prompt.messages as { role: string; content: string }[]),
    responseA: found.responseA.text,
    responseB: found.responseB.text,
    preference: score === 0 ? null : score > 0 ? "B" : "A",
  };
}

/** A comparison that is not withdrawn, by its id or by the one that its source gave it. */
export function whereNamed(projectId: string, name: string) {
  const byId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(name) ? [{ id: name }] : [];
  return { projectId, withdrawnAt: null, OR: [{ externalId: name }, ...byId] };
}

/** What is said of a name that no comparison has. */
export function noComparison(name: string): string {
  return `This project has no comparison "${name}". Its id stands at the top of its page.`;
}
