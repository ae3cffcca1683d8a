import "server-only";
import type pg from "pg";
import type { ComparisonEntry } from "@/lib/api/documents/data";
import { type Page, toPage } from "@/lib/api/parts";
import { getProject } from "@/lib/auth/access";
import type { Actor } from "@/lib/auth/types";
import { readComparisons, wholeProject } from "@/lib/datasets/export/read-comparisons";
import { findSelection } from "@/lib/datasets/export/selection";
import { toRecord } from "@/lib/datasets/export/to-record";
import { ExportInput } from "@/lib/datasets/export-schema";
import { toConcordLine } from "@/lib/datasets/formats/concord-jsonl";
import { begun, readSnapshot } from "./snapshot";

/** Which comparisons, and whether with their labels. */
export interface ComparisonWish {
  after?: string | undefined;
  labels: boolean;
}

/** A page of comparisons in the order of their import. @throws AppError `not_found`. */
export async function listComparisonPage(
  actor: Actor,
  project: string,
  { limit, ...wish }: ComparisonWish & { limit: number },
): Promise<Page<ComparisonEntry>> {
  const { id } = await getProject(actor, project, "read");
  const entries: ComparisonEntry[] = [];
  for await (const { comparisonId, line } of readSnapshot((client) => readLines(client, id, wish))) {
    entries.push({ comparisonId, ...JSON.parse(line) });
    // One more than asked for says whether there is a next page.
    if (entries.length > limit) break;
  }
  return toPage(entries, limit, ({ comparisonId }) => comparisonId);
}

/** All comparisons as canonical lines, a few in memory at a time. @throws AppError `not_found`, before the first line. */
export async function streamComparisons(actor: Actor, project: string, wish: ComparisonWish): Promise<AsyncIterable<string>> {
  const { id } = await getProject(actor, project, "read");
  return begun(
    readSnapshot(async function* (client) {
      for await (const { line } of readLines(client, id, wish)) yield line;
    }),
  );
}

async function* readLines(client: pg.PoolClient, projectId: string, { after, labels }: ComparisonWish) {
  const { names, criteria } = await findSelection(client, projectId, ExportInput.parse({ format: "concord-jsonl" }));
  for await (const comparison of readComparisons(client, wholeProject(projectId, after ?? null))) {
    const record = toRecord(labels ? comparison : { ...comparison, labels: [] }, names, criteria);
    yield { comparisonId: comparison.id, line: toConcordLine(record) };
  }
}
