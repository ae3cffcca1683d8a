import "server-only";
import type pg from "pg";
import { canonicalJson } from "@/lib/audit/canonical-json";

interface StoredExample {
  comparisonId?: string | null;
  conversation?: unknown;
  responseA?: string;
  responseB?: string;
}

/**
 * The comparisons that a judge's version was shown as examples: by their id, or by their texts (the same two responses, in either place, to the same
 * conversation). A judge cannot be checked on what it was told.
 */
export async function listExamples(client: pg.ClientBase, projectId: string, judgeVersionId: string): Promise<string[]> {
  const stored = await client.query<{ examples: StoredExample[] | null }>(
    `select spec->'fewShot' as examples from "JudgeVersion" where id = $1::uuid`,
    [judgeVersionId],
  );
  const examples = stored.rows[0]?.examples ?? [];
  if (!Array.isArray(examples) || examples.length === 0) return [];
  const { rows } = await client.query<{ id: string; example: number; messages: unknown }>(
    `select c.id::text, (e.number - 1)::int as example, p.messages
     from unnest($2::text[], $3::text[], $4::text[]) with ordinality as e(a, b, own, number)
     join "Comparison" c on c."projectId" = $1::uuid
     join "Response" a on a.id = c."responseAId" join "Response" b on b.id = c."responseBId"
     join "Prompt" p on p.id = c."promptId"
     where c.id::text = e.own or (a.text = e.a and b.text = e.b) or (a.text = e.b and b.text = e.a)`,
    [
      projectId,
      examples.map(({ responseA }) => responseA ?? null),
      examples.map(({ responseB }) => responseB ?? null),
      examples.map(({ comparisonId }) => comparisonId ?? null),
    ],
  );
  const shown = rows.filter(
    ({ id, example, messages }) =>
      examples[example]?.comparisonId === id || canonicalJson(messages) === canonicalJson(examples[example]?.conversation ?? []),
  );
  return [...new Set(shown.map(({ id }) => id))];
}
