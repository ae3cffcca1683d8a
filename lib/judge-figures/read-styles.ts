import "server-only";
import { pool } from "@/lib/db/pool";

/** What of two responses' looks is compared. */
export type StyleEffect = "lists" | "headers" | "code";

/** Which response of a comparison has more of it: −1 A, 1 B, 0 neither. */
export type StyleSides = Record<StyleEffect, number>;

/** List items, headers and fenced blocks of code, as Markdown writes them: at the beginning of a line. */
const SELECT = `
  select c.id::text, ${["lists", "headers", "code"].map((of) => `sign(b.${of} - a.${of})::int as "${of}"`).join(", ")}
  from "Comparison" c
  ${["A", "B"]
    .map(
      (side) => `join "Response" r${side} on r${side}.id = c."response${side}Id" cross join lateral (select
        regexp_count(r${side}.text, '^\\s*([-*+]|\\d+[.)])\\s', 1, 'n') as lists,
        regexp_count(r${side}.text, '^#{1,6}\\s', 1, 'n') as headers,
        regexp_count(r${side}.text, '^\\s*\`\`\`', 1, 'n') as code) ${side.toLowerCase()}`,
    )
    .join(" ")}
  where c."projectId" = $1 and c.id = any($2::uuid[])`;

/** Which response of each of some comparisons has more list items, headers and blocks of code, by comparison id. */
export async function readStyles(projectId: string, ids: readonly string[]): Promise<Map<string, StyleSides>> {
  const sides = new Map<string, StyleSides>();
  if (ids.length === 0) return sides;
  const { rows } = await pool().query<StyleSides & { id: string }>(SELECT, [projectId, ids]);
  for (const { id, ...of } of rows) sides.set(id, of);
  return sides;
}
