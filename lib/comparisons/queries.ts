import "server-only";
import { projectsWhere } from "@/lib/auth/access";
import type { Actor } from "@/lib/auth/types";
import { db } from "@/lib/db/client";
import { notFound } from "@/lib/errors";
import { whereData } from "@/lib/labels/data-labels";
import { renderMarkdown } from "@/lib/markdown/render-markdown";
import { StoredRatings } from "@/lib/ratings/schema";
import { getHistory } from "./history";
import { listFailedAttempts, listJudgeCalls } from "./judge-calls";
import { annotatorSelect, toAnnotatorName } from "./to-annotator-name";
import { toMessages } from "./to-messages";
import type { AdjudicationView, ComparisonView, CriterionView, FlagView, LabelView } from "./types";

/**
 * One comparison with its texts, labels, their history, judge calls, remarks and flags.
 *
 * @param projectId - The id, not the slug: a comparison of another project is not found.
 * @throws AppError `not_found` when it is not there or its project not the actor's to read.
 */
export async function getComparison(actor: Actor, projectId: string, comparisonId: string): Promise<ComparisonView> {
  if (!isUuid(comparisonId)) throw notFound("The comparison");
  const found = await db().comparison.findFirst({
    where: { id: comparisonId, projectId, project: projectsWhere(actor, "read") },
    select: comparisonSelect,
  });
  if (!found) throw notFound("The comparison");
  const [criteria, labels, history, calls, failedAttempts, flags, adjudications] = await Promise.all([
    listCriteria(projectId),
    listLabels(projectId, comparisonId),
    getHistory(projectId, comparisonId),
    listJudgeCalls(comparisonId),
    listFailedAttempts(comparisonId),
    listFlags(projectId, comparisonId),
    listAdjudications(projectId, comparisonId),
  ]);
  return {
    id: found.id,
    externalId: found.externalId,
    prompt: toMessages(found.prompt.messages),
    a: found.responseA,
    b: found.responseB,
    clusterKey: found.clusterKey,
    turnIndex: found.turnIndex,
    metadata: isRecord(found.metadata) ? found.metadata : {},
    remarks: found.flags,
    dataset: found.dataset,
    sourceRow: found.sourceRow,
    withdrawnAt: found.withdrawnAt?.toISOString() ?? null,
    withdrawnFor: found.withdrawnFor,
    createdAt: found.createdAt.toISOString(),
    rounds: found.roundItems
      .map(({ round, selectionReason }) => ({ ...round, selectionReason }))
      .sort((one, other) => one.number - other.number),
    criteria,
    labels,
    history,
    calls,
    failedAttempts,
    flags,
    adjudications,
  };
}

const responseSelect = { select: { text: true, model: true, length: true } } as const;

const comparisonSelect = {
  id: true,
  externalId: true,
  prompt: { select: { messages: true } },
  responseA: responseSelect,
  responseB: responseSelect,
  clusterKey: true,
  turnIndex: true,
  metadata: true,
  flags: true,
  dataset: { select: { id: true, fileName: true, format: true } },
  sourceRow: true,
  withdrawnAt: true,
  withdrawnFor: true,
  createdAt: true,
  roundItems: { select: { selectionReason: true, round: { select: { id: true, number: true, name: true } } } },
} as const;

function listCriteria(projectId: string): Promise<CriterionView[]> {
  return db().criterion.findMany({
    where: { projectId },
    orderBy: { position: "asc" },
    select: { id: true, key: true, question: true, polarity: true },
  });
}

/** Everyone's labels of a comparison that are data. Access is the caller's duty. */
export async function listLabels(projectId: string, comparisonId: string): Promise<LabelView[]> {
  const data = await whereData(projectId);
  const [labels, rounds, guidelines] = await Promise.all([
    db().label.findMany({
      where: { comparisonId, projectId, ...data },
      orderBy: [{ submittedAt: "asc" }, { id: "asc" }],
      select: {
        id: true,
        annotator: { select: annotatorSelect },
        criterionId: true,
        answer: true,
        score: true,
        strengthKnown: true,
        probabilityB: true,
        probabilityBClamped: true,
        orderConsistent: true,
        callCount: true,
        rationale: true,
        reason: true,
        confidence: true,
        ratings: true,
        durationMs: true,
        idleMs: true,
        roundId: true,
        repeatIndex: true,
        guidelineVersionId: true,
        presentedSwapped: true,
        submittedAt: true,
      },
    }),
    db().round.findMany({ where: { projectId }, select: { id: true, number: true, name: true } }),
    db().guidelineVersion.findMany({ where: { projectId }, select: { id: true, version: true } }),
  ]);
  const views = labels.map(async ({ annotator, roundId, guidelineVersionId, submittedAt, ratings, ...label }) => ({
    ...label,
    ratings: StoredRatings.nullable().parse(ratings),
    rationaleHtml: label.rationale === null ? null : await renderMarkdown(label.rationale),
    annotator: toAnnotatorName(annotator),
    round: rounds.find((round) => round.id === roundId) ?? null,
    guidelineVersion: guidelines.find((version) => version.id === guidelineVersionId)?.version ?? null,
    submittedAt: submittedAt.toISOString(),
  }));
  return Promise.all(views);
}

/** What annotators told the researchers about a comparison. Access is the caller's duty. */
export async function listFlags(projectId: string, comparisonId: string): Promise<FlagView[]> {
  const flags = await db().comparisonFlag.findMany({
    where: { comparisonId, projectId },
    orderBy: { createdAt: "asc" },
    select: { id: true, annotatorId: true, kind: true, note: true, createdAt: true, resolvedAt: true },
  });
  if (flags.length === 0) return [];
  const annotators = await db().annotator.findMany({
    where: { projectId, id: { in: flags.map((flag) => flag.annotatorId) } },
    select: annotatorSelect,
  });
  return flags.map(({ annotatorId, createdAt, resolvedAt, ...flag }) => {
    const annotator = annotators.find(({ id }) => id === annotatorId);
    return {
      ...flag,
      annotator: annotator ? toAnnotatorName(annotator) : null,
      createdAt: createdAt.toISOString(),
      resolvedAt: resolvedAt?.toISOString() ?? null,
    };
  });
}

/** The final answers on a comparison, the newest of each criterion, which stands, before the others. Access is the caller's duty. */
export async function listAdjudications(projectId: string, comparisonId: string): Promise<AdjudicationView[]> {
  const found = await db().adjudication.findMany({
    where: { comparisonId, projectId },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    select: {
      id: true,
      criterionId: true,
      userId: true,
      answer: true,
      score: true,
      rationale: true,
      wantsSecond: true,
      createdAt: true,
    },
  });
  if (found.length === 0) return [];
  const users = await db().user.findMany({
    where: { id: { in: found.map((each) => each.userId) } },
    select: { id: true, name: true },
  });
  return found.map(({ createdAt, ...each }) => ({
    ...each,
    name: users.find((user) => user.id === each.userId)?.name ?? "a former member",
    createdAt: createdAt.toISOString(),
  }));
}

function isUuid(text: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
