import "server-only";
import { appendAudit } from "@/lib/audit/append";
import { projectsWhere } from "@/lib/auth/access";
import type { Actor } from "@/lib/auth/types";
import { userIdOf } from "@/lib/auth/user-id";
import { db, type Transaction } from "@/lib/db/client";
import { AppError } from "@/lib/errors";
import { hashGuidelines } from "@/lib/guidelines/hash";
import { newId } from "@/lib/ids";
import { toScale } from "@/lib/labels/scale";
import { defaultCriteria, defaultGuidelines } from "./preset-defaults";
import { ProjectInput } from "./schema";
import { toFreeSlug, toSlug } from "./slug";

/** Things that only the app itself sets. */
export interface CreateProjectOptions {
  /** Made by a program; refused when there is a project of this id. */
  id?: string;
  /** Who owns it; the actor unless said otherwise, and the first operator for the command line. */
  ownerId?: string;
  /** The example that Concord ships. */
  isDemo?: boolean;
  /** Refused when the actor reads a project of the same name: people tell projects apart by their names, programs by their slugs. */
  isNewName?: boolean;
}

/**
 * Makes a project with its scale, criteria and guidelines (version 1 each), its owner, and the owner's audit entry.
 *
 * @throws AppError `forbidden` unless the actor runs the instance or researches in a project already; `invalid`; `conflict` where
 *   a new name is asked for and one that the actor reads has it.
 */
export async function createProject(
  actor: Actor,
  input: ProjectInput,
  options: CreateProjectOptions = {},
): Promise<{ id: string; slug: string }> {
  const project = ProjectInput.parse(input);
  await checkMayCreate(actor);
  if (options.isNewName) await checkNameIsFree(actor, project.name);
  for (;;) {
    try {
      return await db().$transaction((transaction) => create(transaction, actor, project, options));
    } catch (error) {
      // Two projects of one name made at once: the loser takes the next free slug.
      if (!isUniqueViolation(error)) throw error;
      if (options.id !== undefined && (await db().project.count({ where: { id: options.id } })) > 0)
        throw new AppError("conflict", "This id is taken. Make a new one (UUIDv7).", {
          fields: [{ path: "id", message: "taken" }],
        });
    }
  }
}

// Only projects that the actor may read: that others exist is not theirs to know.
async function checkNameIsFree(actor: Actor, name: string): Promise<void> {
  const found = await db().project.findFirst({
    where: { AND: [{ name: { equals: name, mode: "insensitive" }, archivedAt: null }, projectsWhere(actor, "read")] },
    select: { slug: true },
  });
  if (!found) return;
  const message = `There is a project of this name already (${found.slug}). Give this one another name.`;
  throw new AppError("conflict", message, { fields: [{ path: "name", message }] });
}

/** Whether the actor may make projects: operators, and whoever owns or researches one. */
export async function mayCreateProjects(actor: Actor): Promise<boolean> {
  if (actor.kind === "SYSTEM") return true;
  if (actor.kind === "KEY" && actor.projectIds.length > 0) return false;
  const user = await db().user.findFirst({
    where: {
      id: actor.userId,
      OR: [{ isOperator: true }, { memberships: { some: { removedAt: null, role: { in: ["OWNER", "RESEARCHER"] } } } }],
    },
    select: { id: true },
  });
  return user !== null;
}

async function checkMayCreate(actor: Actor): Promise<void> {
  if (await mayCreateProjects(actor)) return;
  throw new AppError(
    "forbidden",
    "Only operators and researchers make projects. Ask whoever invited you to make one or to give you the role.",
  );
}

async function create(
  transaction: Transaction,
  actor: Actor,
  input: ReturnType<typeof ProjectInput.parse>,
  options: CreateProjectOptions,
) {
  const { preset } = input.scale;
  const base = toSlug(input.name);
  const alike = await transaction.project.findMany({ where: { slug: { startsWith: base } }, select: { slug: true } });
  const project = { id: options.id ?? newId(), slug: toFreeSlug(base, new Set(alike.map((each) => each.slug))) };
  const ownerId = options.ownerId ?? userIdOf(actor) ?? (await findFirstOperator(transaction));
  await transaction.project.create({
    data: { ...project, name: input.name, description: input.description, preset, isDemo: options.isDemo ?? false },
    select: { id: true },
  });
  if (ownerId) {
    await transaction.member.create({
      data: { id: newId(), projectId: project.id, userId: ownerId, role: "OWNER" },
      select: { id: true },
    });
  }
  const { buttons, ...scale } = toScale(preset, input.scale);
  await transaction.scaleVersion.create({
    data: { id: newId(), projectId: project.id, version: 1, ...scale, levels: buttons.map((button) => ({ ...button })) },
    select: { id: true },
  });
  const criteria = input.criteria ?? defaultCriteria(preset);
  await transaction.criterion.createMany({
    data: criteria.map((criterion, position) => ({ id: newId(), projectId: project.id, position, ...criterion })),
  });
  const markdown = input.guidelines ?? defaultGuidelines(preset);
  await transaction.guidelineVersion.create({
    data: {
      id: newId(),
      projectId: project.id,
      version: 1,
      markdown,
      contentHash: hashGuidelines(markdown),
      createdById: ownerId,
    },
    select: { id: true },
  });
  await appendAudit(transaction, actor, {
    projectId: project.id,
    action: "project.create",
    target: input.name,
    after: { slug: project.slug, preset, levelsPerSide: scale.levelsPerSide, allowsTie: scale.allowsTie, criteria },
  });
  return project;
}

async function findFirstOperator(transaction: Transaction): Promise<string | null> {
  const operator = await transaction.user.findFirst({
    where: { isOperator: true, disabledAt: null },
    orderBy: { createdAt: "asc" },
    select: { id: true },
  });
  return operator?.id ?? null;
}

function isUniqueViolation(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "P2002";
}
