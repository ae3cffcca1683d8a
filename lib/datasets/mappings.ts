import "server-only";
import { appendAudit } from "@/lib/audit/append";
import { getProject, projectsWhere } from "@/lib/auth/access";
import type { Actor } from "@/lib/auth/types";
import { userIdOf } from "@/lib/auth/user-id";
import { db } from "@/lib/db/client";
import { AppError } from "@/lib/errors";
import { newId } from "@/lib/ids";
import { ColumnMap, SavedMapping } from "./mapping-schema";

/** The mappings of a project, by name. */
export async function listMappings(actor: Actor, project: string): Promise<SavedMapping[]> {
  const rows = await db().importMapping.findMany({
    where: { projectId: (await getProject(actor, project, "read")).id, project: projectsWhere(actor, "read") },
    orderBy: { name: "asc" },
    select: { name: true, fields: true },
  });
  return rows.map(({ name, fields }) => ({ name, fields: ColumnMap.parse(fields) }));
}

/** The mapping of a name. @throws AppError `invalid` that says which there are. */
export async function getMapping(actor: Actor, project: string, name: string): Promise<SavedMapping> {
  const mappings = await listMappings(actor, project);
  const found = mappings.find((mapping) => mapping.name === name);
  if (found) return found;
  const there =
    mappings.length === 0 ? "the project has none" : `there are ${mappings.map((mapping) => mapping.name).join(", ")}`;
  throw new AppError("invalid", `There is no mapping “${name}”: ${there}.`);
}

/**
 * Keeps a mapping for a project's next files, in place of one of the same name.
 * @throws AppError `not_found`, `conflict` (archived).
 */
export async function saveMapping(actor: Actor, project: string, input: SavedMapping): Promise<void> {
  const { name, fields } = SavedMapping.parse(input);
  const { id: projectId } = await getProject(actor, project, "research");
  await db().$transaction(async (transaction) => {
    await transaction.importMapping.upsert({
      where: { projectId_name: { projectId, name }, project: projectsWhere(actor, "research") },
      create: { id: newId(), projectId, name, fields, createdById: userIdOf(actor) },
      update: { fields },
      select: { id: true },
    });
    await appendAudit(transaction, actor, { projectId, action: "mapping.save", target: name, after: { fields } });
  });
}
