import "server-only";
import { projectsWhere } from "@/lib/auth/access";
import type { Actor } from "@/lib/auth/types";
import { db } from "@/lib/db/client";
import { notFound } from "@/lib/errors";
import { toConsentText } from "./consent-text";

/** How a member stands to the text in force. */
export interface ConsentRow {
  userId: string;
  name: string;
  /** When they agreed to the text in force; null: not yet. */
  acceptedAt: Date | null;
  /** When they last agreed to an earlier text; null: never. */
  earlierAt: Date | null;
}

/**
 * Who of a project's members agreed to its content warning and consent text, and when; null while it has neither.
 *
 * @throws AppError `not_found` unless the actor reads the project.
 */
export async function listConsents(actor: Actor, projectId: string): Promise<{ hash: string; rows: ConsentRow[] } | null> {
  const project = await db().project.findFirst({
    where: { AND: [{ id: projectId }, projectsWhere(actor, "read")] },
    select: {
      labelling: true,
      consents: { orderBy: { acceptedAt: "desc" }, select: { userId: true, textHash: true, acceptedAt: true } },
      members: {
        where: { removedAt: null },
        orderBy: [{ user: { name: "asc" } }, { userId: "asc" }],
        select: { userId: true, user: { select: { name: true } } },
      },
    },
  });
  if (!project) throw notFound("The project");
  const text = toConsentText(project.labelling);
  if (!text) return null;
  const rows = project.members.map(({ userId, user }) => {
    const own = project.consents.filter((consent) => consent.userId === userId);
    return {
      userId,
      name: user.name,
      acceptedAt: own.find(({ textHash }) => textHash === text.hash)?.acceptedAt ?? null,
      earlierAt: own.find(({ textHash }) => textHash !== text.hash)?.acceptedAt ?? null,
    };
  });
  return { hash: text.hash, rows };
}
