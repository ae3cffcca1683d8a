import "server-only";
import type * as z from "zod";
import type { ProjectDocument } from "@/lib/api/documents/project";
import { once } from "@/lib/api/once";
import { getProjectDocument } from "@/lib/api/reads/projects";
import { changeProject, type NewProject, type ProjectChange } from "@/lib/api/routes/projects";
import { checkUnchanged } from "@/lib/api/serve";
import { findProject } from "@/lib/auth/access";
import type { KeyActor, UserActor } from "@/lib/auth/types";
import { createProject } from "@/lib/projects/create-project";
import { archiveProject, editProject, restoreProject } from "@/lib/projects/edit-project";
import { saveLabelling } from "@/lib/projects/save-labelling";
import { saveScale } from "@/lib/projects/save-scale";

/** Makes a project under the caller's id. @throws AppError as `createProject` and `once`. */
export async function createOwnProject(
  actor: UserActor | KeyActor,
  input: z.output<typeof NewProject>,
): Promise<ProjectDocument> {
  const { id, ...project } = input;
  await once(actor, { id, operation: "createProject", body: input }, async () => {
    if (await findProject(actor, id, "read")) return { id };
    await createProject(actor, project, { id });
    return { id };
  });
  return getProjectDocument(actor, id);
}

/**
 * Changes what `change` names: the scale, what annotators are asked, name and description, whether it is archived; in this order, each with its
 * own line in the audit trail.
 *
 * @throws AppError `not_found`, `conflict`, `changed` when `If-Match` names an older version.
 */
export async function changeProjectBy(
  actor: UserActor | KeyActor,
  idOrSlug: string,
  change: ProjectChange,
  request: Request,
): Promise<ProjectDocument> {
  const before = await getProjectDocument(actor, idOrSlug);
  checkUnchanged(request, changeProject, before);
  const { name, description, scale, labelling, archived } = change;
  if (archived === false) await restoreProject(actor, before.id);
  if (scale !== undefined) await saveScale(actor, before.id, scale);
  if (labelling !== undefined) await saveLabelling(actor, before.id, withoutGaps(labelling));
  const details = { name: name ?? before.name, description: description ?? before.description };
  if (details.name !== before.name || details.description !== before.description) await editProject(actor, before.id, details);
  if (archived === true) await archiveProject(actor, before.id);
  return getProjectDocument(actor, before.id);
}

type Gapless<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

function withoutGaps<T extends object>(values: T): Gapless<T> {
  const kept: Gapless<T> = { ...(values as Gapless<T>) };
  for (const key of Object.keys(kept) as (keyof T)[]) if (kept[key] === undefined) delete kept[key];
  return kept;
}
