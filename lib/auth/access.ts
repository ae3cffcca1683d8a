import "server-only";
import { db } from "@/lib/db/client";
import type { Preset, Prisma, Role } from "@/lib/db/generated/client";
import { AppError, notFound } from "@/lib/errors";
import type { Actor, Permission } from "./types";

const ROLES: Record<Exclude<Permission, "adjudicate">, Role[]> = {
  annotate: ["OWNER", "RESEARCHER", "ANNOTATOR"],
  read: ["OWNER", "RESEARCHER"],
  research: ["OWNER", "RESEARCHER"],
  own: ["OWNER"],
};

/** A project as the person who opened it may see it. */
export interface ProjectAccess {
  id: string;
  slug: string;
  name: string;
  preset: Preset;
  isDemo: boolean;
  archivedAt: Date | null;
  /** Null for an operator who reads, and for the command line. */
  role: Role | null;
  mayAdjudicate: boolean;
}

/**
 * The projects in which `actor` may do `can`, as a filter to put into the `where` of every query. An operator reads a project only while an
 * audited OperatorAccess lasts. Archived projects are read-only: writing permissions leave them out.
 */
export function projectsWhere(actor: Actor, can: Permission): Prisma.ProjectWhereInput {
  const writes = can === "research" || can === "annotate" || can === "adjudicate";
  const writable: Prisma.ProjectWhereInput = writes ? { archivedAt: null } : {};
  if (actor.kind === "SYSTEM") return writable;
  // An owner, who gives the flag to others, needs none.
  const may: Prisma.MemberWhereInput =
    can === "adjudicate" ? { OR: [{ role: "OWNER" }, { mayAdjudicate: true }] } : { role: { in: ROLES[can] } };
  const member: Prisma.ProjectWhereInput = { members: { some: { userId: actor.userId, removedAt: null, ...may } } };
  if (actor.kind === "KEY") {
    const scoped: Prisma.ProjectWhereInput = actor.projectIds.length > 0 ? { id: { in: [...actor.projectIds] } } : {};
    return { AND: [writable, member, scoped] };
  }
  if (can === "read" && actor.isOperator) {
    return { OR: [member, { operatorAccess: { some: { userId: actor.userId, expiresAt: { gt: new Date() } } } }] };
  }
  return { AND: [writable, member] };
}

/** A project by id or slug, or null when it is not there or not the actor's. See `getProject`. */
export async function findProject(actor: Actor, idOrSlug: string, can: Permission): Promise<ProjectAccess | null> {
  const project = await db().project.findFirst({
    where: {
      AND: [isUuid(idOrSlug) ? { OR: [{ id: idOrSlug }, { slug: idOrSlug }] } : { slug: idOrSlug }, projectsWhere(actor, can)],
    },
    select: {
      id: true,
      slug: true,
      name: true,
      preset: true,
      isDemo: true,
      archivedAt: true,
      members: {
        where: { userId: actor.kind === "SYSTEM" ? { in: [] } : actor.userId, removedAt: null },
        select: { role: true, mayAdjudicate: true },
      },
    },
  });
  if (!project) return null;
  const { members, ...rest } = project;
  return { ...rest, role: members[0]?.role ?? null, mayAdjudicate: members[0]?.mayAdjudicate ?? false };
}

/**
 * A project by id or slug, in which the actor may do `can`.
 *
 * @throws AppError `not_found` when it is not there or not the actor's; `conflict` when it is archived and `can` would write.
 */
export async function getProject(actor: Actor, idOrSlug: string, can: Permission): Promise<ProjectAccess> {
  const project = await findProject(actor, idOrSlug, can);
  if (project) return project;
  if (can === "research" && (await findProject(actor, idOrSlug, "read"))?.archivedAt) {
    throw new AppError("conflict", "This project is archived and read-only. Its owner can restore it on the settings page.");
  }
  throw notFound("The project");
}

/** @throws AppError `not_found` unless the actor runs the instance. */
export function requireOperator(actor: Actor): void {
  if (actor.kind === "SYSTEM" || (actor.kind === "USER" && actor.isOperator)) return;
  throw notFound("The page");
}

function isUuid(text: string): boolean {
  return /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i.test(text);
}
