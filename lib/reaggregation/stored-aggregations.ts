import "server-only";
import { appendAudit } from "@/lib/audit/append";
import { getProject } from "@/lib/auth/access";
import type { Actor } from "@/lib/auth/types";
import { db } from "@/lib/db/client";
import { AppError, notFound } from "@/lib/errors";
import { newId } from "@/lib/ids";
import { hashSpec, toSpec } from "./reaggregate";
import { getRuleFacts, type RuleFacts, type RuleTarget } from "./rule-facts";
import { describeRule, toRuleTexts } from "./rule-words";
import { AggregationName, type ReaggregationRule, ReaggregationSpec } from "./schema";
import type { StoredAggregation } from "./types";

/**
 * Stores an aggregation under a name. It never changes; the same name again is fine when it means the same.
 *
 * @throws AppError `not_found`; `conflict` for a name that is taken by another aggregation. ZodError for a name that is none.
 */
export async function storeAggregation(
  actor: Actor,
  project: string,
  target: RuleTarget,
  wanted: { name: string; toRule: (facts: RuleFacts) => ReaggregationRule },
): Promise<{ id: string; name: string; contentHash: string }> {
  const { id: projectId } = await getProject(actor, project, "research");
  const name = AggregationName.parse(wanted.name);
  const facts = await getRuleFacts(actor, projectId, target);
  const spec = toSpec(facts, wanted.toRule(facts));
  const contentHash = hashSpec(spec);
  return db().$transaction(async (transaction) => {
    // The audit trail's lock comes too late to tell two of one name apart.
    await transaction.$queryRaw`select pg_advisory_xact_lock(hashtextextended(${`aggregation:${projectId}`}, 0))::text`;
    const known = await transaction.aggregationSpec.findUnique({
      where: { projectId_name: { projectId, name } },
      select: { id: true, contentHash: true },
    });
    if (known?.contentHash === contentHash) return { id: known.id, name, contentHash };
    if (known) {
      throw new AppError("conflict", `Another aggregation is stored as "${name}". Take another name.`, {
        fields: [{ path: "name", message: "This name is taken." }],
      });
    }
    const id = newId();
    await transaction.aggregationSpec.create({ data: { id, projectId, name, spec, contentHash }, select: { id: true } });
    await appendAudit(transaction, actor, {
      projectId,
      action: "aggregation.store",
      target: name,
      after: { contentHash, ...spec },
    });
    return { id, name, contentHash };
  });
}

/** The stored aggregations of a judge's calls, the newest first. @throws AppError `not_found`. */
export async function listAggregations(actor: Actor, project: string, judgeId: string): Promise<StoredAggregation[]> {
  const { id: projectId } = await getProject(actor, project, "read");
  const [rows, versions, criteria] = await Promise.all([
    db().aggregationSpec.findMany({
      where: { projectId, spec: { path: ["kind"], equals: "judge" } },
      orderBy: [{ createdAt: "desc" }, { id: "desc" }],
      select: { id: true, name: true, contentHash: true, createdAt: true, spec: true },
    }),
    db().judgeVersion.findMany({ where: { judge: { id: judgeId, projectId } }, select: { id: true, version: true } }),
    db().criterion.findMany({ where: { projectId }, select: { id: true, key: true } }),
  ]);
  return rows.flatMap(({ spec, createdAt, ...row }) => {
    const { judgeVersionId, criterionId, kind: _kind, ...rule } = ReaggregationSpec.parse(spec);
    const version = versions.find(({ id }) => id === judgeVersionId)?.version;
    const criterion = criteria.find(({ id }) => id === criterionId)?.key;
    if (version === undefined || criterion === undefined) return [];
    return [
      {
        ...row,
        createdAt: createdAt.toISOString(),
        criterion,
        version,
        rule,
        words: describeRule(rule),
        texts: toRuleTexts(rule),
      },
    ];
  });
}

/**
 * A stored aggregation with what it is about.
 *
 * @param idOrName - Its id, or its name in the project.
 * @throws AppError `not_found`.
 */
export async function getAggregation(
  actor: Actor,
  project: string,
  idOrName: string,
): Promise<{ id: string; name: string; contentHash: string; target: RuleTarget; rule: ReaggregationRule }> {
  const { id: projectId } = await getProject(actor, project, "read");
  const isId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(idOrName);
  const row = await db().aggregationSpec.findFirst({
    where: { projectId, spec: { path: ["kind"], equals: "judge" }, ...(isId ? { id: idOrName } : { name: idOrName }) },
    select: { id: true, name: true, contentHash: true, spec: true },
  });
  if (!row) throw notFound("The aggregation");
  const { judgeVersionId, criterionId, ...rest } = ReaggregationSpec.parse(row.spec);
  const version = await db().judgeVersion.findFirst({
    where: { id: judgeVersionId, judge: { projectId } },
    select: { judgeId: true, version: true },
  });
  if (!version) throw notFound("The judge of the aggregation");
  const { kind: _kind, ...rule } = rest;
  return {
    id: row.id,
    name: row.name,
    contentHash: row.contentHash,
    target: { judge: version.judgeId, version: version.version, criterion: criterionId },
    rule,
  };
}
