import "server-only";
import { getProject } from "@/lib/auth/access";
import type { Actor } from "@/lib/auth/types";
import { listPrinciples } from "@/lib/constitutions/queries";
import { db } from "@/lib/db/client";
import { AppError } from "@/lib/errors";
import { parseDraft } from "@/lib/judges/form-schema";
import { writePreview } from "@/lib/judges/preview-prompt";
import { noComparison, whereNamed } from "@/lib/judges/spec/find-example";
import { resolveConstitution } from "@/lib/judges/spec/resolve-constitution";
import type { DraftPreview } from "@/lib/judges/types";
import { type DraftPreviewInput, NOT_SAVED } from "./draft-schema";

/**
 * The prompts that the editor's form would send, as it stands: what a run sends, but for the mark around texts, which is each call's own.
 *
 * @returns Without a prompt while the settings are wrong, with what is wrong by the names of the fields.
 * @throws AppError `not_found`.
 */
export async function previewDraft(actor: Actor, project: string, input: DraftPreviewInput): Promise<DraftPreview> {
  const { id: projectId } = await getProject(actor, project, "research");
  const criteria = await db().criterion.findMany({
    where: { projectId, archivedAt: null },
    orderBy: [{ position: "asc" }, { id: "asc" }],
    select: { id: true, key: true },
  });
  const criterionId = criteria.find(({ id }) => id === input.criterionId)?.id ?? criteria[0]?.id ?? null;
  const nothing = { criteria, criterionId, preview: null };
  const draft = parseDraft(input.texts);
  if ("fields" in draft) return { ...nothing, fields: draft.fields };
  if (criterionId === null) return { ...nothing, fields: {} };
  const wanted = await findWanted(projectId, input.comparison);
  if (wanted === undefined) return { ...nothing, fields: { comparison: noComparison(input.comparison) } };
  try {
    const { constitutionVersionId, spec } = await resolveConstitution(projectId, draft.spec);
    const principles = constitutionVersionId === null ? [] : await listPrinciples(constitutionVersionId);
    const { order, principleId } = input;
    const preview = await writePreview(
      projectId,
      {
        judgeVersionId: NOT_SAVED,
        spec,
        criterionId,
        order,
        ...(wanted === null ? {} : { comparisonId: wanted }),
        ...(principleId ? { principleId } : {}),
      },
      principles,
    );
    return { criteria, criterionId, preview, fields: {} };
  } catch (error) {
    if (!(error instanceof AppError) || error.fields.length === 0) throw error;
    return { ...nothing, fields: Object.fromEntries(error.fields.map(({ path, message }) => [path, message])) };
  }
}

/** The comparison of a name; null when none is named, undefined when there is none of it. */
async function findWanted(projectId: string, name: string): Promise<string | null | undefined> {
  if (name === "") return null;
  const found = await db().comparison.findFirst({ where: whereNamed(projectId, name), select: { id: true } });
  return found?.id;
}
