import "server-only";
import { createHash } from "node:crypto";
import { appendAudit } from "@/lib/audit/append";
import { getProject } from "@/lib/auth/access";
import type { Actor } from "@/lib/auth/types";
import { userIdOf } from "@/lib/auth/user-id";
import type { RefusedRow } from "@/lib/datasets/schema";
import { db, type Transaction } from "@/lib/db/client";
import { AppError } from "@/lib/errors";
import { toStoredScale } from "@/lib/labels/round-facts";
import { readGoldRows } from "./read-gold-rows";
import { type GoldAsked, type ReadGold, toGold } from "./to-gold";

/** The most that one file may hold. */
const MOST_BYTES = 32 * 1024 * 1024;
const ROWS_PER_STATEMENT = 5000;

export interface GoldImport {
  fileName: string;
  /** Key of the criterion of rows that name none; needed only where the project has several. */
  criterion?: string | undefined;
  /** Reads, checks and counts everything, stores nothing. */
  dryRun?: boolean;
}

/** What an import of gold answers did. */
export interface GoldReport {
  rows: number;
  /** Comparisons that had no gold answer on the criterion. */
  new: number;
  /** Another answer or explanation was there. */
  changed: number;
  unchanged: number;
  /** Rows whose comparison is not in the project; they are among the refused. */
  unknown: number;
  refused: RefusedRow[];
  stored: boolean;
}

/**
 * Sets the gold answers of a file, in place of those before: a row holds `id` (the comparison's in its source, or ours), `answer`, and if
 * wanted `criterion` and `explanation`. Rows that cannot be read or whose comparison is not there are refused one by one, with the reason.
 *
 * @throws AppError `not_found` unless the actor researches in the project; `invalid` for a file without rows or of another kind, and for a
 *   criterion that is not there; `too_large`.
 */
export async function importGold(actor: Actor, project: string, bytes: Buffer, options: GoldImport): Promise<GoldReport> {
  const { id: projectId } = await getProject(actor, project, "research");
  if (bytes.length > MOST_BYTES) throw new AppError("too_large", "A file of gold answers holds at most 32 MiB. Split it.");
  const asked = await readAsked(projectId, options.criterion);
  const rows = await readGoldRows(bytes);
  if (rows.length === 0) throw new AppError("invalid", `${options.fileName} has no rows. It needs the columns id and answer.`);
  const refused: RefusedRow[] = [];
  const read: (ReadGold & { row: number })[] = [];
  for (const each of rows) {
    const gold = "problem" in each ? each.problem : toGold(each.value, asked);
    if ("reason" in gold) refused.push({ row: each.row, ...gold });
    else read.push({ row: each.row, ...gold });
  }
  const report = await db().$transaction(
    async (transaction) => {
      const { known, unknown } = await findComparisons(transaction, projectId, read);
      refused.push(...unknown);
      const { kept, contradicting } = withoutContradictions(known);
      refused.push(...contradicting);
      const sorted = await compareWithStored(transaction, projectId, kept);
      const stored = !options.dryRun && sorted.fresh.length + sorted.changed.length > 0;
      const counts = {
        new: sorted.fresh.length,
        changed: sorted.changed.length,
        unchanged: known.length - contradicting.length - sorted.fresh.length - sorted.changed.length,
      };
      if (stored) {
        await write(transaction, projectId, userIdOf(actor), [...sorted.fresh, ...sorted.changed]);
        await appendAudit(transaction, actor, {
          projectId,
          action: "gold.import",
          target: options.fileName,
          before: { answers: sorted.before },
          after: { ...counts, refused: refused.length, sha256: createHash("sha256").update(bytes).digest("hex") },
        });
      }
      return { rows: rows.length, ...counts, unknown: unknown.length, stored };
    },
    { timeout: 120_000 },
  );
  return { ...report, refused: refused.sort((a, b) => a.row - b.row) };
}

async function readAsked(projectId: string, criterion: string | undefined): Promise<GoldAsked> {
  const [version, criteria] = await Promise.all([
    db().scaleVersion.findFirstOrThrow({ where: { projectId }, orderBy: { version: "desc" } }),
    db().criterion.findMany({
      where: { projectId, archivedAt: null },
      orderBy: { position: "asc" },
      select: { id: true, key: true },
    }),
  ]);
  const named = criteria.find(({ key }) => key === criterion);
  if (criterion !== undefined && !named) {
    const keys = criteria.map(({ key }) => key).join(", ");
    throw new AppError("invalid", `The project has no criterion "${criterion}". There are: ${keys}.`);
  }
  const [only] = criteria;
  return { scale: toStoredScale(version), criteria, criterionId: named?.id ?? (criteria.length === 1 && only ? only.id : null) };
}

type PlacedGold = ReadGold & { row: number; comparisonId: string };

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

async function findComparisons(transaction: Transaction, projectId: string, read: readonly (ReadGold & { row: number })[]) {
  const known: PlacedGold[] = [];
  const unknown: RefusedRow[] = [];
  for (let from = 0; from < read.length; from += ROWS_PER_STATEMENT) {
    const part = read.slice(from, from + ROWS_PER_STATEMENT);
    const ids = part.map(({ externalId }) => externalId);
    const found = await transaction.comparison.findMany({
      where: {
        projectId,
        OR: [{ identityKey: { in: ids.map((id) => `id:${id}`) } }, { id: { in: ids.filter((id) => UUID.test(id)) } }],
      },
      select: { id: true, externalId: true },
    });
    const byId = new Map(
      found.flatMap(({ id, externalId }) => [[id, id] as const, ...(externalId === null ? [] : [[externalId, id] as const])]),
    );
    for (const gold of part) {
      const comparisonId = byId.get(gold.externalId) ?? byId.get(gold.externalId.toLowerCase());
      if (comparisonId) known.push({ ...gold, comparisonId });
      else {
        const reason = `The project has no comparison with the id "${gold.externalId.slice(0, 100)}".`;
        unknown.push({
          row: gold.row,
          column: "id",
          reason,
          mend: "Import its file first, or write the id that its source gave it.",
        });
      }
    }
  }
  return { known, unknown };
}

/** The first row about a comparison and criterion; later ones that say something else are refused. */
function withoutContradictions(known: readonly PlacedGold[]) {
  const first = new Map<string, PlacedGold>();
  const contradicting: RefusedRow[] = [];
  for (const gold of known) {
    const place = `${gold.comparisonId} ${gold.criterionId}`;
    const before = first.get(place);
    if (!before) first.set(place, gold);
    else if (before.answer !== gold.answer || before.score !== gold.score || before.explanation !== gold.explanation) {
      const reason = `Row ${before.row} says something else of the same comparison.`;
      contradicting.push({ row: gold.row, column: "answer", reason, mend: "Keep one of them." });
    }
  }
  return { kept: [...first.values()], contradicting };
}

async function compareWithStored(transaction: Transaction, projectId: string, kept: readonly PlacedGold[]) {
  const stored = await transaction.goldLabel.findMany({
    where: { projectId },
    select: { comparisonId: true, criterionId: true, answer: true, score: true, explanation: true },
  });
  const byPlace = new Map(stored.map((gold) => [`${gold.comparisonId} ${gold.criterionId}`, gold]));
  const of = ({ comparisonId, criterionId }: PlacedGold) => byPlace.get(`${comparisonId} ${criterionId}`);
  const fresh = kept.filter((gold) => !of(gold));
  const changed = kept.filter((gold) => {
    const before = of(gold);
    if (!before) return false;
    const says = gold.explanation ?? before.explanation;
    return before.answer !== gold.answer || before.score !== gold.score || before.explanation !== says;
  });
  return { fresh, changed, before: changed.flatMap((gold) => of(gold) ?? []) };
}

async function write(
  transaction: Transaction,
  projectId: string,
  userId: string | null,
  golds: readonly PlacedGold[],
): Promise<void> {
  for (let from = 0; from < golds.length; from += ROWS_PER_STATEMENT) {
    const part = golds.slice(from, from + ROWS_PER_STATEMENT);
    await transaction.$executeRaw`
      insert into "GoldLabel" ("comparisonId", "criterionId", "projectId", answer, score, explanation, "createdById", "createdAt")
      select t."comparisonId", t."criterionId", ${projectId}::uuid, t.answer::"Answer", t.score, coalesce(t.explanation, ''), ${userId}::uuid, now()
      from unnest(
        ${part.map((gold) => gold.comparisonId)}::uuid[], ${part.map((gold) => gold.criterionId)}::uuid[], ${part.map((gold) => gold.answer)}::text[],
        ${part.map((gold) => gold.score)}::smallint[], ${part.map((gold) => gold.explanation ?? null)}::text[])
        as t("comparisonId", "criterionId", answer, score, explanation)
      order by 1, 2
      on conflict ("comparisonId", "criterionId") do update set answer = excluded.answer, score = excluded.score,
        explanation = case when excluded.explanation = '' then "GoldLabel".explanation else excluded.explanation end,
        "createdById" = excluded."createdById", "createdAt" = excluded."createdAt"`;
  }
}
