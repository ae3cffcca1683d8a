import type pg from "pg";
import { createBreathing, nextTurn } from "@/lib/agreement/figures";
import { fitConsensus } from "@/lib/consensus/fit-consensus";
import type { ExportInput } from "@/lib/datasets/export-schema";
import type { FittedAnswer } from "./choose-preferences";
import { labelConditions, labelsOf, NAMED, type ReadQuery, toValues } from "./read-comparisons";

/** Votes are A, tie, B. */
const CATEGORIES = 3;
const BATCH = 20_000;

/**
 * Weighs people against each other over all comparisons of an export, within its snapshot: what is fitted is what is exported.
 *
 * @returns Finds the answer of a comparison, which must be asked for in their order; null where no person answered.
 */
export async function fitPeople(
  client: pg.ClientBase,
  query: ReadQuery,
  { method, seed, ties }: Pick<ExportInput, "method" | "seed" | "ties">,
): Promise<(comparisonId: string) => FittedAnswer | null> {
  const { ids, starts, rater, category, raters } = await readVotes(client, query, ties === "leave-out");
  const fitted = await fitConsensus(
    { items: ids.length, raters, categories: CATEGORIES, starts, rater, category },
    { method, seed, breathe: createBreathing(nextTurn) },
  );
  let next = 0;
  return (comparisonId) => {
    while (next < ids.length && (ids[next] ?? "") < comparisonId) next++;
    if (ids[next] !== comparisonId || fitted.posteriors === null) return null;
    const at = next * CATEGORIES;
    const chosen = fitted.chosen[next] ?? -1;
    return {
      side: chosen < 0 ? null : chosen - 1,
      probabilityB: (fitted.posteriors[at + 2] ?? 0) + (fitted.posteriors[at + 1] ?? 0) / 2,
    };
  };
}

async function readVotes(client: pg.ClientBase, query: ReadQuery, leaveTies: boolean) {
  const ids: string[] = [];
  const starts: number[] = [];
  const [rater, category]: [number[], number[]] = [[], []];
  const numbers = new Map<string, number>();
  await client.query(
    `declare votes no scroll cursor for
     select l."comparisonId"::text as id, l."annotatorId"::text as annotator, sign(l.score)::int as side
     from "Comparison" c cross join lateral (select * from ${labelsOf(query)} x where x."comparisonId" = c.id offset 0) l
     join "Annotator" n on n.id = l."annotatorId"
     where c."projectId" = $1::uuid and ${NAMED} and ${labelConditions(query).join(" and ")}
       and n.kind = 'HUMAN' and l.score is not null and l."repeatIndex" = 0 and l."criterionId" = ($2::uuid[])[1]
     order by c.id, n.id, l.id`,
    toValues(query),
  );
  for (;;) {
    const { rows } = await client.query<{ id: string; annotator: string; side: number }>(`fetch ${BATCH} from votes`);
    if (rows.length === 0) break;
    for (const { id, annotator, side } of rows) {
      if (leaveTies && side === 0) continue;
      if (ids.at(-1) !== id) {
        ids.push(id);
        starts.push(rater.length);
      }
      const known = numbers.get(annotator) ?? numbers.size;
      numbers.set(annotator, known);
      rater.push(known);
      category.push(side + 1);
    }
  }
  await client.query("close votes");
  return {
    ids,
    starts: Uint32Array.from([...starts, rater.length]),
    rater: Uint32Array.from(rater),
    category: Uint8Array.from(category),
    raters: numbers.size,
  };
}
