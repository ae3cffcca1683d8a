import "server-only";
import { appendAudit } from "@/lib/audit/append";
import { getProject } from "@/lib/auth/access";
import type { Actor } from "@/lib/auth/types";
import { db } from "@/lib/db/client";
import { AppError } from "@/lib/errors";
import { newId } from "@/lib/ids";
import { toScale } from "@/lib/labels/scale";
import { findWhatFixes } from "./queries";
import { ScaleInput } from "./schema";

/**
 * Gives a project another scale, as a new version, while nothing was labelled.
 *
 * @returns The version that holds now.
 * @throws AppError `not_found`; `conflict` once there are labels or a round was opened: scores of two scales cannot be compared; `invalid`.
 */
export async function saveScale(actor: Actor, project: string, input: ScaleInput): Promise<{ version: number }> {
  const settings = ScaleInput.parse(input);
  const { id: projectId, name } = await getProject(actor, project, "research");
  const { buttons, ...scale } = toScale(settings.preset, settings);
  return db().$transaction(async (transaction) => {
    await transaction.$queryRaw`select id::text from "Project" where id = ${projectId}::uuid for update`;
    if (await findWhatFixes(projectId, transaction)) {
      throw new AppError(
        "conflict",
        "The scale is fixed, because a round was opened or there are labels. Make a new project for another scale.",
      );
    }
    const last = await transaction.scaleVersion.findFirstOrThrow({ where: { projectId }, orderBy: { version: "desc" } });
    const same = last.preset === scale.preset && last.levelsPerSide === scale.levelsPerSide && last.allowsTie === scale.allowsTie;
    if (same) return { version: last.version };
    const version = last.version + 1;
    await transaction.scaleVersion.create({
      data: { id: newId(), projectId, version, ...scale, levels: buttons.map((button) => ({ ...button })) },
      select: { id: true },
    });
    await transaction.project.update({ where: { id: projectId }, data: { preset: scale.preset }, select: { id: true } });
    await appendAudit(transaction, actor, {
      projectId,
      action: "scale.save",
      target: name,
      before: { preset: last.preset, levelsPerSide: last.levelsPerSide, allowsTie: last.allowsTie },
      after: { preset: scale.preset, levelsPerSide: scale.levelsPerSide, allowsTie: scale.allowsTie },
    });
    return { version };
  });
}
