import "server-only";
import { appendAudit } from "@/lib/audit/append";
import { db } from "@/lib/db/client";
import type { KeyScope } from "@/lib/db/generated/client";
import { notFound } from "@/lib/errors";
import { newId } from "@/lib/ids";
import { projectsWhere } from "./access";
import type { ApiKeyInput } from "./schema";
import { hashToken, newToken } from "./tokens";
import type { UserActor } from "./types";

const PREFIX = "concord_";
const DAY = 86_400_000;

/** An API key as its owner sees it: never the key itself. */
export interface ApiKeyRow {
  id: string;
  name: string;
  /** Its first characters, to recognise it by. */
  prefix: string;
  scope: KeyScope;
  /** Names of the projects it is for; empty for all of its owner's. */
  projectNames: string[];
  createdAt: Date;
  expiresAt: Date | null;
  lastUsedAt: Date | null;
}

/**
 * Makes an API key for oneself.
 *
 * @returns The key, which is shown once: only its hash is kept.
 * @throws AppError `not_found` when a named project is not the actor's.
 */
export async function createApiKey(actor: UserActor, input: ApiKeyInput): Promise<{ id: string; key: string }> {
  const projectIds = [...new Set(input.projectIds)];
  const id = newId();
  const key = newToken(PREFIX);
  await db().$transaction(async (transaction) => {
    const projects = await transaction.project.findMany({
      where: { AND: [{ id: { in: projectIds } }, projectsWhere(actor, "read")] },
      select: { id: true, slug: true },
    });
    if (projects.length !== projectIds.length) throw notFound("One of the projects");
    await transaction.apiKey.create({
      data: {
        id,
        userId: actor.userId,
        name: input.name,
        prefix: key.slice(0, PREFIX.length + 6),
        keyHash: hashToken(key),
        scope: input.scope,
        projectIds,
        expiresAt: input.days === 0 ? null : new Date(Date.now() + input.days * DAY),
      },
      select: { id: true },
    });
    await appendAudit(transaction, actor, {
      action: "api-key.create",
      target: input.name,
      after: { id, scope: input.scope, projects: projects.map((project) => project.slug), days: input.days },
    });
  });
  return { id, key };
}

/** One's own API keys that are not revoked, the newest first. */
export async function listApiKeys(actor: UserActor): Promise<ApiKeyRow[]> {
  const rows = await db().apiKey.findMany({
    where: { userId: actor.userId, revokedAt: null },
    orderBy: { createdAt: "desc" },
    select: {
      id: true,
      name: true,
      prefix: true,
      scope: true,
      projectIds: true,
      createdAt: true,
      expiresAt: true,
      lastUsedAt: true,
    },
  });
  const projects = await db().project.findMany({
    where: { AND: [{ id: { in: rows.flatMap((row) => row.projectIds) } }, projectsWhere(actor, "read")] },
    select: { id: true, name: true },
  });
  const names = new Map(projects.map((project) => [project.id, project.name]));
  return rows.map(({ projectIds, ...row }) => ({
    ...row,
    projectNames: projectIds.map((id) => names.get(id) ?? "a project that is no longer yours"),
  }));
}

/** Makes one of one's own keys useless from now on. @throws AppError `not_found`. */
export async function revokeApiKey(actor: UserActor, keyId: string): Promise<void> {
  await db().$transaction(async (transaction) => {
    const key = await transaction.apiKey.findFirst({
      where: { id: keyId, userId: actor.userId, revokedAt: null },
      select: { name: true },
    });
    if (!key) throw notFound("The API key");
    await transaction.apiKey.update({ where: { id: keyId }, data: { revokedAt: new Date() }, select: { id: true } });
    await appendAudit(transaction, actor, { action: "api-key.revoke", target: key.name, before: { id: keyId } });
  });
}
