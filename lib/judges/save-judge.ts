import "server-only";
import { appendAudit } from "@/lib/audit/append";
import { getProject } from "@/lib/auth/access";
import type { Actor } from "@/lib/auth/types";
import { userIdOf } from "@/lib/auth/user-id";
import { db, type Transaction } from "@/lib/db/client";
import type { Prisma } from "@/lib/db/generated/client";
import { AppError } from "@/lib/errors";
import { newId } from "@/lib/ids";
import { resolveConstitution } from "@/lib/judges/spec/resolve-constitution";
import { createEndpoint } from "./endpoints";
import { JudgeDocument } from "./schema";
import { contentHashOf } from "./versions/content-hash";

/** What became of a document. */
export interface SavedJudge {
  judgeId: string;
  versionId: string;
  version: number;
  /** "unchanged": a version with this content was there already, and it is the one named. */
  outcome: "created" | "new version" | "unchanged";
}

/** How a document is taken. */
export interface SaveOptions {
  /** The key of an endpoint that the document makes. */
  key?: string | null;
  /** "create" refuses a name that is taken, "version" one that is not there; left out, either will do. */
  only?: "create" | "version";
  /** The version of another judge that this one is a clone of. */
  clonedFromId?: string;
}

/**
 * Stores a judge from its document: a new judge, or a new version of the judge of that name. Versions never change; equal content is the
 * version that has it already. Each version is an annotator of its own.
 *
 * @throws ZodError for a document that is not one; AppError `conflict` for a taken name, `invalid` for an endpoint that is not there.
 */
export async function saveJudge(
  actor: Actor,
  project: string,
  document: unknown,
  options: SaveOptions = {},
): Promise<SavedJudge> {
  const parsed = JudgeDocument.parse(document);
  const { id: projectId } = await getProject(actor, project, "research");
  return db().$transaction(async (transaction) => {
    const endpointId = await endpointOf(transaction, actor, projectId, parsed, options.key ?? null);
    const known = await findJudge(transaction, projectId, parsed.name);
    if (known && options.only === "create") {
      throw new AppError(
        "conflict",
        `This project has a judge "${parsed.name}" already. Take another name, or make a new version of it.`,
        {
          fields: [{ path: "name", message: "This name is taken." }],
        },
      );
    }
    if (!known && options.only === "version") {
      throw new AppError("invalid", `There is no judge "${parsed.name}" to make a version of.`, {
        fields: [{ path: "name", message: "No such judge." }],
      });
    }
    const judgeId = known ?? (await createJudge(transaction, projectId, parsed.name));
    const clonedFromId = options.clonedFromId ?? null;
    return saveVersion(transaction, actor, { projectId, judgeId, endpointId, isNew: known === null, clonedFromId }, parsed);
  });
}

async function saveVersion(
  transaction: Transaction,
  actor: Actor,
  at: { projectId: string; judgeId: string; endpointId: string; isNew: boolean; clonedFromId: string | null },
  { name, endpoint: _endpoint, model, ...settings }: JudgeDocument,
): Promise<SavedJudge> {
  const { projectId, judgeId, endpointId, isNew, clonedFromId } = at;
  const { constitutionVersionId, spec } = await resolveConstitution(projectId, settings);
  const contentHash = contentHashOf(spec, endpointId, model);
  const equal = await transaction.judgeVersion.findUnique({
    where: { judgeId_contentHash: { judgeId, contentHash } },
    select: { id: true, version: true },
  });
  if (equal) return { judgeId, versionId: equal.id, version: equal.version, outcome: "unchanged" };

  const last = await transaction.judgeVersion.findFirst({
    where: { judgeId },
    orderBy: { version: "desc" },
    select: { version: true },
  });
  const version = (last?.version ?? 0) + 1;
  const versionId = newId();
  await transaction.judgeVersion.create({
    // The parsed document holds nothing but JSON; its optional keys are what the type objects to.
    data: {
      id: versionId,
      judgeId,
      version,
      endpointId,
      constitutionVersionId,
      model,
      spec: spec as Prisma.InputJsonObject,
      contentHash,
      clonedFromId,
      createdById: userIdOf(actor),
    },
    select: { id: true },
  });
  await transaction.annotator.create({
    data: {
      id: newId(),
      projectId,
      kind: "AI",
      origin: "HERE",
      name: `${name} v${version}`,
      key: `judge:${versionId}`,
      judgeVersionId: versionId,
    },
    select: { id: true },
  });
  await appendAudit(transaction, actor, {
    projectId,
    action: isNew ? "judge.create" : "judge.version",
    target: `${name} v${version}`,
    after: { model, contentHash, ...(clonedFromId ? { clonedFromId } : {}), ...spec } as Prisma.InputJsonObject,
  });
  return { judgeId, versionId, version, outcome: isNew ? "created" : "new version" };
}

async function endpointOf(
  transaction: Transaction,
  actor: Actor,
  projectId: string,
  { endpoint }: JudgeDocument,
  key: string | null,
): Promise<string> {
  const name = typeof endpoint === "string" ? endpoint : endpoint.name;
  const known = await transaction.endpoint.findFirst({
    where: { projectId, name, archivedAt: null },
    select: { id: true, baseUrl: true, provider: true },
  });
  if (typeof endpoint === "string") {
    if (known) return known.id;
    throw new AppError(
      "invalid",
      `This project has no endpoint "${name}". Give it with its address: {"name": "${name}", "baseUrl": "https://…/v1"}.`,
      {
        fields: [{ path: "endpoint", message: "No such endpoint." }],
      },
    );
  }
  // A document that is taken again finds the endpoint that it made; another address under its name is no detail.
  if (known && known.baseUrl === endpoint.baseUrl && known.provider === endpoint.provider && key === null) return known.id;
  return createEndpoint(transaction, actor, projectId, { ...endpoint, key });
}

/** The judge of a name, its row held so that two new versions come one after the other. */
async function findJudge(transaction: Transaction, projectId: string, name: string): Promise<string | null> {
  const rows = await transaction.$queryRaw<{ id: string; isArchived: boolean }[]>`
    select id::text, "archivedAt" is not null as "isArchived" from "Judge"
    where "projectId" = ${projectId}::uuid and name = ${name} for update`;
  if (rows[0]?.isArchived) {
    throw new AppError("conflict", `The judge "${name}" is archived. Restore it to make a new version, or take another name.`, {
      fields: [{ path: "name", message: "A judge of this name is archived." }],
    });
  }
  return rows[0]?.id ?? null;
}

async function createJudge(transaction: Transaction, projectId: string, name: string): Promise<string> {
  const id = newId();
  await transaction.judge.create({ data: { id, projectId, name }, select: { id: true } });
  return id;
}
