import type { BrowseQuery } from "@/lib/datasets/browse-schema";

/** What a query asks, as SQL over "Comparison" `c`, its "Prompt" `p` and its "Response"s `a` and `b`. */
export interface Condition {
  sql: string;
  values: unknown[];
}

/**
 * The filters of a query as SQL. What was typed only ever travels as a parameter.
 *
 * @param projectId - A project that the actor may read.
 */
export function toCondition(projectId: string, { q, meta = [], model = [], dataset, only }: BrowseQuery): Condition {
  const values: unknown[] = [projectId];
  const place = (value: unknown) => `$${values.push(value)}`;
  const parts = [`c."projectId" = $1`];
  if (dataset) parts.push(`c."datasetId" = ${place(dataset)}::uuid`);
  if (only === "withdrawn") parts.push(`c."withdrawnAt" is not null`);
  if (only === "flagged") parts.push(FLAGGED);
  for (const name of model) {
    const named = place(name);
    // Not by the joined responses: counting joins them only to search texts.
    parts.push(`exists (select 1 from "Response" r where r.id in (c."responseAId", c."responseBId") and r.model = ${named})`);
  }
  for (const condition of meta) {
    const ways = toContained(condition).map((each) => `c.metadata @> ${place(each)}::jsonb`);
    parts.push(`(${ways.join(" or ")})`);
  }
  if (q) {
    const pattern = place(toPattern(q));
    parts.push(`(a.text ilike ${pattern} or b.text ilike ${pattern} or c."externalId" ilike ${pattern} or exists (
      select 1 from jsonb_array_elements(p.messages) m where m->>'content' ilike ${pattern}))`);
  }
  return { sql: parts.join(" and "), values };
}

const FLAGGED = `(cardinality(c.flags) > 0 or exists (
  select 1 from "ComparisonFlag" f where f."comparisonId" = c.id and f."resolvedAt" is null))`;

/** A text as a pattern of ILIKE that stands for nothing but itself. */
export function toPattern(text: string): string {
  return `%${text.replace(/[\\%_]/g, "\\$&")}%`;
}

/** The JSON objects of which metadata must hold one for "name=value" to be true: the value as text, as JSON, or as one of a list. */
export function toContained(condition: string): string[] {
  const at = condition.indexOf("=");
  const name = condition.slice(0, at);
  const text = condition.slice(at + 1);
  const ways: unknown[] = [text, [text]];
  if (/^(true|false|null|-?(0|[1-9]\d{0,15})(\.\d{1,15})?)$/.test(text)) ways.push(JSON.parse(text));
  return ways.map((value) => JSON.stringify({ [name]: value }));
}
