import "server-only";
import { appendAudit } from "@/lib/audit/append";
import { getProject } from "@/lib/auth/access";
import type { Actor } from "@/lib/auth/types";
import { db } from "@/lib/db/client";
import { pool } from "@/lib/db/pool";
import { newId } from "@/lib/ids";
import { recordLabels } from "@/lib/labels/record-labels";
import type { BaselineRule } from "./schema";
import type { BaselineEntry } from "./types";

const LABELS_AT_ONCE = 500;

/** The rules without a model. They are baselines everywhere and never count as AI. */
export const BASELINES: Readonly<Record<BaselineRule, { name: string; about: string }>> = {
  longer: { name: "Longer response", about: "Prefers the response with more characters; a tie at equal length." },
  first: { name: "First listed", about: "Prefers response A, which the source lists first." },
};

/** Both baselines with what they have labelled in a project. */
export async function listBaselines(actor: Actor, project: string): Promise<BaselineEntry[]> {
  const { id } = await getProject(actor, project, "read");
  const { rows } = await pool().query<{ key: string; labels: number }>(
    `select a.key, (select count(*)::int from "Label" l where l."annotatorId" = a.id) as labels
     from "Annotator" a where a."projectId" = $1 and a.kind = 'BASELINE' and a.origin = 'HERE'`,
    [id],
  );
  const wanted = await countWanted(id);
  return (["longer", "first"] as const).map((rule) => {
    const labels = rows.find(({ key }) => key === keyOf(rule))?.labels ?? 0;
    return { rule, ...BASELINES[rule], labels, missing: Math.max(wanted - labels, 0) };
  });
}

/**
 * Labels by a rule what it has not labelled yet: each comparison that is not withdrawn, on each criterion. A rule has no strength, so the
 * scores are ±2 of unknown strength. Run again after an import, it labels what is new.
 *
 * @returns How many labels were stored.
 */
export async function runBaseline(actor: Actor, project: string, rule: BaselineRule): Promise<{ labels: number }> {
  const { id: projectId } = await getProject(actor, project, "research");
  const annotatorId = await ensureAnnotator(projectId, rule);
  const scale = await db().scaleVersion.findFirstOrThrow({
    where: { projectId },
    orderBy: { version: "desc" },
    select: { id: true },
  });
  let labels = 0;
  for (;;) {
    const rows = await listUnlabelled(projectId, annotatorId);
    if (rows.length === 0) break;
    const inputs = rows.map(({ comparisonId, criterionId, difference }) => ({
      kind: "JUDGE" as const,
      eventId: newId(),
      comparisonId,
      criterionId,
      annotatorId,
      answer: "PREFERENCE" as const,
      score: rule === "first" ? -2 : 2 * Math.sign(difference),
      strengthKnown: false,
      scaleVersionId: scale.id,
      aggregation: { method: "rule", rule },
    }));
    const acknowledgements = await recordLabels(actor, inputs);
    const refused = acknowledgements.find(({ status }) => status === "refused");
    if (refused) throw new Error(`a baseline's label was refused: ${JSON.stringify(refused)}`);
    labels += rows.length;
  }
  await db().$transaction((transaction) =>
    appendAudit(transaction, actor, { projectId, action: "baseline.run", target: BASELINES[rule].name, after: { labels } }),
  );
  return { labels };
}

async function ensureAnnotator(projectId: string, rule: BaselineRule): Promise<string> {
  const annotator = await db().annotator.upsert({
    where: { projectId_key: { projectId, key: keyOf(rule) } },
    create: { id: newId(), projectId, kind: "BASELINE", origin: "HERE", name: BASELINES[rule].name, key: keyOf(rule) },
    update: {},
    select: { id: true },
  });
  return annotator.id;
}

async function listUnlabelled(projectId: string, annotatorId: string) {
  // The length in characters is kept with each response; texts are not read.
  const { rows } = await pool().query<{ comparisonId: string; criterionId: string; difference: number }>(
    `select c.id::text as "comparisonId", k.id::text as "criterionId", b.length - a.length as difference
     from "Comparison" c
     join "Criterion" k on k."projectId" = c."projectId" and k."archivedAt" is null
     join "Response" a on a.id = c."responseAId"
     join "Response" b on b.id = c."responseBId"
     where c."projectId" = $1 and c."withdrawnAt" is null
       and not exists (select 1 from "Label" l where l."comparisonId" = c.id and l."criterionId" = k.id and l."annotatorId" = $2)
     order by c.id, k.id limit $3`,
    [projectId, annotatorId, LABELS_AT_ONCE],
  );
  return rows;
}

async function countWanted(projectId: string): Promise<number> {
  const [comparisons, criteria] = await Promise.all([
    db().comparison.count({ where: { projectId, withdrawnAt: null } }),
    db().criterion.count({ where: { projectId, archivedAt: null } }),
  ]);
  return comparisons * criteria;
}

function keyOf(rule: BaselineRule): string {
  return `baseline:${rule}`;
}
