import "server-only";
import type { PoolClient } from "pg";
import { canonicalJson } from "@/lib/audit/canonical-json";
import type { FewShotExample } from "@/lib/judges/spec/few-shot-schema";

/**
 * Takes the comparisons that are few-shot examples of the judge out of the temporary table `chosen`: a judge that was shown the answer is
 * not judged by it. An example is known by its comparison's id, or by its texts: the same two responses, in either place, to the same
 * conversation.
 *
 * @returns How many were taken out.
 */
export async function excludeExamples(
  client: PoolClient,
  projectId: string,
  examples: readonly FewShotExample[],
): Promise<number> {
  const ids = await findExampleIds(client, projectId, examples);
  if (ids.length === 0) return 0;
  const { rowCount } = await client.query("delete from chosen where id = any($1::uuid[])", [ids]);
  return rowCount ?? 0;
}

/** The project's comparisons that are examples of a judge, by their ids or by their texts. */
export async function findExampleIds(
  client: Pick<PoolClient, "query">,
  projectId: string,
  examples: readonly FewShotExample[],
): Promise<string[]> {
  if (examples.length === 0) return [];
  const ids = examples.flatMap(({ comparisonId }) => comparisonId ?? []);
  const candidates = await client.query<{ id: string; example: number; messages: { role: string; content: string }[] }>(
    `select c.id::text, (e.number - 1)::int as example, p.messages
     from unnest($2::text[], $3::text[]) with ordinality as e(a, b, number)
     join "Response" r on r."projectId" = $1 and r.text in (e.a, e.b)
     join "Comparison" c on c."projectId" = $1 and c."responseAId" = r.id
     join "Response" other on other.id = c."responseBId" and other.text in (e.a, e.b) and (other.text <> r.text or e.a = e.b)
     join "Prompt" p on p.id = c."promptId"`,
    [projectId, examples.map(({ responseA }) => responseA), examples.map(({ responseB }) => responseB)],
  );
  for (const { id, example, messages } of candidates.rows) {
    if (canonicalJson(messages) === canonicalJson(examples[example]?.conversation ?? [])) ids.push(id);
  }
  return ids;
}
