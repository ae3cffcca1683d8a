import "server-only";
import { createHash } from "node:crypto";
import { appendAudit } from "@/lib/audit/append";
import { canonicalJson } from "@/lib/audit/canonical-json";
import { getProject } from "@/lib/auth/access";
import type { Actor } from "@/lib/auth/types";
import { userIdOf } from "@/lib/auth/user-id";
import { db, type Transaction } from "@/lib/db/client";
import { AppError } from "@/lib/errors";
import { newId } from "@/lib/ids";
import { ConstitutionDocument, type PrincipleInput } from "./schema";

/** What became of a document. */
export interface SavedConstitution {
  constitutionId: string;
  versionId: string;
  version: number;
  /** "unchanged": the newest version has this content already. */
  outcome: "created" | "new version" | "unchanged";
}

/** How a document is taken. */
export interface SaveOptions {
  /** "create" refuses a name that is taken, "version" one that is not there; left out, either will do. */
  only?: "create" | "version";
  /** The newest version that the writer had before them; another one refuses the change instead of overwriting it. */
  basedOn?: number;
}

/** SHA-256 of a constitution's principles in their order, in hex. */
export function hashPrinciples(principles: readonly PrincipleInput[]): string {
  return createHash("sha256").update(canonicalJson(principles)).digest("hex");
}

/**
 * Stores a constitution from its document: a new one, or a new version of the one of that name. Versions never change; what equals the
 * newest version stores nothing.
 *
 * @throws ZodError for a document that is not one; AppError `conflict` for a taken or archived name, or a version made meanwhile; `invalid`
 *   for a name that is not there.
 */
export async function saveConstitution(
  actor: Actor,
  project: string,
  document: unknown,
  options: SaveOptions = {},
): Promise<SavedConstitution> {
  const { name, principles } = ConstitutionDocument.parse(document);
  const { id: projectId } = await getProject(actor, project, "research");
  return db().$transaction(async (transaction) => {
    const known = await hold(transaction, projectId, name);
    refuseUnfit(known, name, options);
    const constitutionId = known?.id ?? (await create(transaction, projectId, name));
    const last = await transaction.constitutionVersion.findFirst({
      where: { constitutionId },
      orderBy: { version: "desc" },
      select: { id: true, version: true, contentHash: true },
    });
    if (options.basedOn !== undefined && last && last.version !== options.basedOn) {
      throw new AppError(
        "conflict",
        `Somebody saved version ${last.version} of this constitution while you wrote. Keep a copy of your text, load the page anew and put your changes into it.`,
      );
    }
    const contentHash = hashPrinciples(principles);
    if (last?.contentHash === contentHash) {
      return { constitutionId, versionId: last.id, version: last.version, outcome: "unchanged" };
    }
    const version = (last?.version ?? 0) + 1;
    const versionId = newId();
    await transaction.constitutionVersion.create({
      data: {
        id: versionId,
        constitutionId,
        version,
        contentHash,
        createdById: userIdOf(actor),
        principles: {
          create: principles.map((principle, index) => ({ id: newId(), position: index + 1, ...principle })),
        },
      },
      select: { id: true },
    });
    await appendAudit(transaction, actor, {
      projectId,
      action: known ? "constitution.version" : "constitution.create",
      target: `${name} v${version}`,
      after: { contentHash, principles: principles.map(({ key }) => key) },
    });
    return { constitutionId, versionId, version, outcome: known ? "new version" : "created" };
  });
}

interface Held {
  id: string;
  archivedAt: Date | null;
}

/** The constitution of a name, its row held so that two new versions come one after the other. */
async function hold(transaction: Transaction, projectId: string, name: string): Promise<Held | null> {
  const [held] = await transaction.$queryRaw<Held[]>`
    select id::text, "archivedAt" from "Constitution" where "projectId" = ${projectId}::uuid and name = ${name} for update`;
  return held ?? null;
}

function refuseUnfit(known: Held | null, name: string, { only }: SaveOptions): void {
  if (known?.archivedAt) {
    throw new AppError("conflict", `The constitution "${name}" is archived. Restore it first, or take another name.`, {
      fields: [{ path: "name", message: "An archived constitution has this name." }],
    });
  }
  if (known && only === "create") {
    throw new AppError(
      "conflict",
      `This project has a constitution "${name}" already. Take another name, or make a new version of it.`,
      { fields: [{ path: "name", message: "This name is taken." }] },
    );
  }
  if (!known && only === "version") {
    throw new AppError("invalid", `There is no constitution "${name}" to make a version of.`, {
      fields: [{ path: "name", message: "No such constitution." }],
    });
  }
}

async function create(transaction: Transaction, projectId: string, name: string): Promise<string> {
  const id = newId();
  await transaction.constitution.create({ data: { id, projectId, name }, select: { id: true } });
  return id;
}
