import "server-only";
import { getProject } from "@/lib/auth/access";
import type { Actor } from "@/lib/auth/types";
import { db } from "@/lib/db/client";
import { notFound } from "@/lib/errors";
import { principlesOf, toCallPlan } from "./calls/call-plan";
import { buildMessageParts, buildMessages } from "./prompt/build-messages";
import type { CallKey } from "./prompt/hardening/mark";
import type { JudgePrinciple } from "./prompt/principles";
import { principlesOfVersion, toFrame } from "./runs/run-facts";
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
  /** One of those that the comparison is judged by; the first when left out. */
  principleId?: string;
}

/**
 * The exact prompts of one call, step by step, on a real comparison.
 *
 * @returns Null while the project has no comparison.
 * @throws AppError `not_found`.
 */
export async function previewPrompt(actor: Actor, project: string, input: PreviewInput): Promise<PromptPreview | null> {
  const { id: projectId } = await getProject(actor, project, "read");
  const version = await db().judgeVersion.findFirst({
    where: { id: input.judgeVersionId, judge: { projectId } },
    select: { constitutionVersionId: true },
  });
  if (!version) throw notFound("The judge");
  return writePreview(projectId, input, await principlesOfVersion(version));
}

/**
 * The prompts of settings, whether a version has them or they are still being written. The caller has checked that the project may be read.
 *
 * @throws AppError `not_found`.
 */
export async function writePreview(
  projectId: string,
  input: PreviewInput,
  principles: readonly JudgePrinciple[],
): Promise<PromptPreview | null> {
  const comparison = await db().comparison.findFirst({
    where: { projectId, ...(input.comparisonId ? { id: input.comparisonId } : { withdrawnAt: null }) },
    orderBy: { id: "asc" },
    select: { id: true, externalId: true, sourceRow: true },
  });
  if (!comparison && !input.comparisonId) return null;
  if (!comparison) throw notFound("The comparison");
  const [criterion, neighbours, texts] = await Promise.all([
    db().criterion.findFirst({
      where: { id: input.criterionId, projectId },
      select: { key: true, question: true, polarity: true },
    }),
    findNeighbours(projectId, comparison.id),
    getJudgedComparison(comparison.id),
  ]);
  if (!criterion) throw notFound("The criterion");
  const plan = toCallPlan(input.spec, principles);
  const asked = principlesOf(plan, comparison.id);
  const principleId = asked.find((id) => id === input.principleId) ?? asked[0] ?? null;
  const { judgeVersionId, criterionId, order } = input;
  const key = { judgeVersionId, criterionId, comparisonId: comparison.id, order, principleId, sampleIndex: 0 };
  const frame = toFrame(input.spec, criterion, principles);
  const written = plan.steps.length > 1 ? await findWritten(key) : null;
  const steps = plan.steps.map((step) => {
    const call = { ...key, step, rationale: step === "VERDICT" && plan.steps.length > 1 ? (written ?? NOT_WRITTEN) : null };
    const messages = buildMessages(frame, texts, call);
    return {
      step,
      messages: buildMessageParts(frame, texts, call),
      // Without its rationale a prompt is not whole, and has no hash yet.
      hash: step === "VERDICT" && plan.steps.length > 1 && written === null ? null : hashPrompt(messages),
      characters: messages.reduce((sum, { content }) => sum + content.length, 0),
    };
  });
  return {
    comparison: { id: comparison.id, name: nameOf(comparison), ...neighbours },
    order,
    principle: principles.find(({ id }) => id === principleId) ?? null,
    principles: asked.flatMap((id) => principles.find((each) => each.id === id) ?? []).map(({ id, key }) => ({ id, key })),
    steps,
  };
}

async function findNeighbours(projectId: string, id: string): Promise<{ previousId: string | null; nextId: string | null }> {
  const [previous, next] = await Promise.all([
    db().comparison.findFirst({
      where: { projectId, withdrawnAt: null, id: { lt: id } },
      orderBy: { id: "desc" },
      select: { id: true },
    }),
    db().comparison.findFirst({
      where: { projectId, withdrawnAt: null, id: { gt: id } },
      orderBy: { id: "asc" },
      select: { id: true },
    }),
  ]);
  return { previousId: previous?.id ?? null, nextId: next?.id ?? null };
}

const NOT_WRITTEN = "… the reasoning that the judge writes in the step before …";

/** The rationale that the first sample of a call has stored. */
async function findWritten(key: CallKey): Promise<string | null> {
  const found = await db().judgeCall.findFirst({ where: { ...key, step: "RATIONALE" }, select: { rawText: true } });
  return found?.rawText ?? null;
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
