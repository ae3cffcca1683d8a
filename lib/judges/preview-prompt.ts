import "server-only";
import { getProject } from "@/lib/auth/access";
import type { Actor } from "@/lib/auth/types";
import { db } from "@/lib/db/client";
import { notFound } from "@/lib/errors";
import { buildMessageParts, buildMessages } from "./prompt/build-messages";
import { toFrame } from "./runs/run-facts";
import { getJudgedComparison, hashPrompt } from "./runs/work-task";
import type { JudgeSpec } from "./schema";
import type { PromptOrder, PromptPreview } from "./types";

/** Which prompt is to be seen. */
export interface PreviewInput {
  judgeVersionId: string;
  spec: JudgeSpec;
  criterionId: string;
  /** The first of the project when left out. */
  comparisonId?: string;
  order: PromptOrder;
}

/**
 * The exact prompt of one call on a real comparison.
 *
 * @returns Null while the project has no comparison.
 * @throws AppError `not_found`.
 */
export async function previewPrompt(actor: Actor, project: string, input: PreviewInput): Promise<PromptPreview | null> {
  const { id: projectId } = await getProject(actor, project, "read");
  const comparison = await db().comparison.findFirst({
    where: { projectId, ...(input.comparisonId ? { id: input.comparisonId } : { withdrawnAt: null }) },
    orderBy: { id: "asc" },
    select: { id: true, externalId: true, sourceRow: true },
  });
  if (!comparison && !input.comparisonId) return null;
  if (!comparison) throw notFound("The comparison");
  const [criterion, previous, next, texts] = await Promise.all([
    db().criterion.findFirst({ where: { id: input.criterionId, projectId }, select: { key: true, question: true } }),
    db().comparison.findFirst({
      where: { projectId, withdrawnAt: null, id: { lt: comparison.id } },
      orderBy: { id: "desc" },
      select: { id: true },
    }),
    db().comparison.findFirst({
      where: { projectId, withdrawnAt: null, id: { gt: comparison.id } },
      orderBy: { id: "asc" },
      select: { id: true },
    }),
    getJudgedComparison(comparison.id),
  ]);
  if (!criterion) throw notFound("The criterion");
  const frame = toFrame(input.spec, criterion);
  const { judgeVersionId, criterionId, order } = input;
  const key = { judgeVersionId, criterionId, comparisonId: comparison.id, principleId: null, sampleIndex: 0 };
  const messages = buildMessages(frame, texts, order, key);
  return {
    comparison: { id: comparison.id, name: nameOf(comparison), previousId: previous?.id ?? null, nextId: next?.id ?? null },
    order,
    messages: buildMessageParts(frame, texts, order, key),
    hash: hashPrompt(messages),
    characters: messages.reduce((sum, { content }) => sum + content.length, 0),
  };
}

/** How a comparison is called in lists: by its source's id, else by its row. */
export function nameOf({
  id,
  externalId,
  sourceRow,
}: {
  id: string;
  externalId: string | null;
  sourceRow: number | null;
}): string {
  return externalId ?? (sourceRow === null ? id.slice(-8) : `row ${sourceRow}`);
}
