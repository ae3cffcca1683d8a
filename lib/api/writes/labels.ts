import "server-only";
import { Readable } from "node:stream";
import type pg from "pg";
import { type LabelAnswerLine, OwnLabel } from "@/lib/api/documents/data";
import { appendAuditWithClient } from "@/lib/audit/append-with-client";
import { getProject } from "@/lib/auth/access";
import type { KeyActor, UserActor } from "@/lib/auth/types";
import { checkLabel, toAnswer } from "@/lib/datasets/import/check-labels";
import { annotatorKey } from "@/lib/datasets/import/name-keeper";
import { type ProjectFacts, readProjectFacts } from "@/lib/datasets/import/project-facts";
import { bodyOf } from "@/lib/datasets/import-request";
import { DEFAULT_LIMITS } from "@/lib/datasets/source/limits";
import { splitLines } from "@/lib/datasets/source/split-lines";
import { inTransaction } from "@/lib/db/in-transaction";
import { newId } from "@/lib/ids";
import { recordLabels } from "@/lib/labels/record-labels";
import type { ImportedLabelInput } from "@/lib/labels/schema";

const BATCH = 500;

/** A label and its place in the request, from 1. */
interface Placed {
  row: number;
  label: OwnLabel;
}

/**
 * Writes labels for comparisons of a project, each by itself, through the one door for labels.
 *
 * @returns One acknowledgement a label, in their order.
 * @throws AppError `not_found`, `conflict` when the project is archived.
 */
export async function writeOwnLabels(
  actor: UserActor | KeyActor,
  project: string,
  labels: readonly OwnLabel[],
): Promise<LabelAnswerLine[]> {
  const { id } = await getProject(actor, project, "research");
  return writeBatch(
    actor,
    id,
    labels.map((label, index) => ({ row: index + 1, label })),
  );
}

/**
 * Writes the labels of a body of NDJSON while they come.
 *
 * @returns Lines, one acknowledgement a label, in their order.
 * @throws AppError as `writeOwnLabels`, before the first line.
 */
export async function streamOwnLabels(
  actor: UserActor | KeyActor,
  project: string,
  request: Request,
): Promise<AsyncIterable<string>> {
  const { id } = await getProject(actor, project, "research");
  const bytes = Readable.from(bodyOf(request), { objectMode: false });
  const rows = splitLines(
    (async function* () {
      for await (const chunk of bytes) yield Buffer.from(chunk);
    })(),
    DEFAULT_LIMITS,
  );
  return (async function* () {
    for await (const some of rows) {
      for (let from = 0; from < some.length; from += BATCH) {
        const answers = await writeLines(actor, id, some.slice(from, from + BATCH));
        yield answers.map((answer) => `${JSON.stringify(answer)}\n`).join("");
      }
    }
  })();
}

async function writeLines(
  actor: UserActor | KeyActor,
  projectId: string,
  rows: readonly { row: number; text?: string | undefined; problem?: { reason: string } | undefined }[],
): Promise<LabelAnswerLine[]> {
  const refused: LabelAnswerLine[] = [];
  const placed: Placed[] = [];
  for (const { row, text, problem } of rows) {
    const parsed = text === undefined ? null : parseLine(text);
    if (parsed?.label) placed.push({ row, label: parsed.label });
    else
      refused.push({
        row,
        id: parsed?.id ?? "",
        status: "refused",
        code: "invalid",
        message: parsed?.message ?? problem?.reason ?? "",
      });
  }
  const answered = await writeBatch(actor, projectId, placed);
  return [...refused, ...answered].sort((a, b) => a.row - b.row);
}

function parseLine(text: string): { label?: OwnLabel; id: string; message: string } {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { id: "", message: "The line is not JSON." };
  }
  const id = typeof value === "object" && value !== null && "id" in value && typeof value.id === "string" ? value.id : "";
  const parsed = OwnLabel.safeParse(value);
  if (parsed.success) return { label: parsed.data, id, message: "" };
  const [issue] = parsed.error.issues;
  return { id: id.slice(0, 64), message: issue ? `${issue.path.map(String).join(".") || "The label"}: ${issue.message}` : "" };
}

async function writeBatch(actor: UserActor | KeyActor, projectId: string, placed: readonly Placed[]): Promise<LabelAnswerLine[]> {
  if (placed.length === 0) return [];
  const { facts, comparisons, annotators, refusals } = await inTransaction((client) => prepare(client, actor, projectId, placed));
  const fit = placed.filter(({ row }) => !refusals.has(row));
  const inputs = fit.map(({ label }): ImportedLabelInput => {
    const { score, answer } = toAnswer(label, facts);
    return {
      kind: "IMPORT",
      eventId: label.id,
      comparisonId: comparisons.get(keyOf(label)) ?? "",
      criterionId: facts.criteria.get(label.criterion ?? facts.defaultCriterion) ?? "",
      annotatorId: annotators.get(annotatorKey(label)) ?? "",
      repeatIndex: label.repeat ?? 0,
      answer,
      score,
      probabilityB: label.probabilityB ?? null,
      strengthKnown: label.strengthKnown ?? true,
      rationale: label.rationale ?? null,
      reason: label.reason ?? null,
      durationMs: label.durationMs ?? null,
      metadata: label.metadata ?? null,
      submittedAt: label.submittedAt === undefined ? null : new Date(label.submittedAt),
    };
  });
  const stored = await recordLabels(actor, inputs);
  const byRow = new Map(fit.map(({ row }, index) => [row, stored[index]]));
  return placed.map(({ row, label: { id } }) => {
    const refusal = refusals.get(row);
    if (refusal) return { row, id, status: "refused", ...refusal };
    const answer = byRow.get(row);
    if (!answer || answer.status === "refused")
      return { row, id, status: "refused", code: answer?.code ?? "not_found", message: answer?.message ?? "" };
    return { row, id, status: answer.status };
  });
}

interface Prepared {
  facts: ProjectFacts;
  comparisons: ReadonlyMap<string, string>;
  annotators: ReadonlyMap<string, string>;
  refusals: ReadonlyMap<number, { code: string; message: string }>;
}

async function prepare(
  client: pg.ClientBase,
  actor: UserActor | KeyActor,
  projectId: string,
  placed: readonly Placed[],
): Promise<Prepared> {
  // A criterion is made by people; labels name one that is there.
  const facts = { ...(await readProjectFacts(client, projectId, undefined)), mayCreateCriteria: false };
  const comparisons = await findComparisons(client, projectId, placed);
  const refusals = new Map<number, { code: string; message: string }>();
  for (const { row, label } of placed) {
    const problem = checkLabel(label, "", facts);
    if (problem) refusals.set(row, { code: "invalid", message: `${problem.reason} ${problem.mend}` });
    else if (!comparisons.has(keyOf(label)))
      refusals.set(row, { code: "not_found", message: "The project has no such comparison, or it is withdrawn." });
  }
  const named = placed.filter(({ row }) => !refusals.has(row)).map(({ label }) => label);
  return { facts, comparisons, annotators: await findAnnotators(client, actor, projectId, named), refusals };
}

function keyOf({ comparison, externalId }: OwnLabel): string {
  return comparison === undefined ? `external:${externalId}` : `id:${comparison.toLowerCase()}`;
}

async function findComparisons(
  client: pg.ClientBase,
  projectId: string,
  placed: readonly Placed[],
): Promise<Map<string, string>> {
  const { rows } = await client.query<{ id: string; externalId: string | null }>(
    `select id, "externalId" from "Comparison" where "projectId" = $1 and "withdrawnAt" is null
       and (id = any($2::uuid[]) or "identityKey" = any($3::text[]))`,
    [
      projectId,
      placed.flatMap(({ label }) => label.comparison ?? []),
      placed.flatMap(({ label }) => (label.externalId === undefined ? [] : `id:${label.externalId}`)),
    ],
  );
  return new Map(
    rows.flatMap(({ id, externalId }): [string, string][] => [
      [`id:${id}`, id],
      ...(externalId === null ? [] : [[`external:${externalId}`, id] satisfies [string, string]]),
    ]),
  );
}

/** The annotators that labels name; those that are new are made, and the audit trail says so. */
async function findAnnotators(
  client: pg.ClientBase,
  actor: UserActor | KeyActor,
  projectId: string,
  labels: readonly OwnLabel[],
): Promise<Map<string, string>> {
  const wanted = new Map(labels.map((label) => [annotatorKey(label), label]));
  const keys = [...wanted.keys()].sort();
  const made = await client.query<{ name: string; kind: string }>(
    `insert into "Annotator" (id, "projectId", kind, origin, name, key)
     select n.id, $1::uuid, n.kind::"AnnotatorKind", 'IMPORTED', n.name, n.key
     from unnest($2::uuid[], $3::text[], $4::text[], $5::text[]) as n(id, kind, name, key)
     on conflict ("projectId", key) do nothing returning name, kind::text`,
    [
      projectId,
      keys.map(() => newId()),
      keys.map((key) => wanted.get(key)?.kind),
      keys.map((key) => wanted.get(key)?.annotator),
      keys,
    ],
  );
  if (made.rows.length > 0) {
    const target = made.rows
      .map(({ name }) => name)
      .join(", ")
      .slice(0, 300);
    await appendAuditWithClient(client, actor, { projectId, action: "annotator.add", target, after: made.rows });
  }
  const found = await client.query<{ key: string; id: string }>(
    `select key, id from "Annotator" where "projectId" = $1 and key = any($2::text[])`,
    [projectId, keys],
  );
  return new Map(found.rows.map(({ key, id }) => [key, id]));
}
