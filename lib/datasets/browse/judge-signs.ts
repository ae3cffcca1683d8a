import "server-only";
import { pool } from "@/lib/db/pool";
import { findJudgeSigns, type JudgeSign } from "@/lib/judges/prompt/hardening/signs";

/** What a reader of a page needs to know stands near the beginning or the end of a text. */
const CHARACTERS_EACH_END = 20_000;

const WORDS: Readonly<Record<JudgeSign, string>> = {
  verdict: "holds the form of a verdict",
  role: "holds marks of a prompt or a role",
  instruction: "speaks to a judge",
  hidden: "holds hidden characters",
};

/**
 * Which of these comparisons, which the caller has read, hold a text that addresses a judge, in words. Only looked at, never changed: judges
 * that are hardened are not turned by it, and people should know.
 */
export async function listJudgeSigns(ids: readonly string[]): Promise<Map<string, string[]>> {
  const { rows } = await pool().query<{ id: string; text: string }>(
    `select c.id, t.text
     from "Comparison" c join "Prompt" p on p.id = c."promptId"
     join "Response" a on a.id = c."responseAId" join "Response" b on b.id = c."responseBId"
     cross join lateral (
       select m->>'content' as whole from jsonb_array_elements(p.messages) m union all select a.text union all select b.text) whole
     cross join lateral (
       select left(whole.whole, $2) union all select right(whole.whole, $2) where length(whole.whole) > $2) t(text)
     where c.id = any($1::uuid[]) and t.text is not null`,
    [ids, CHARACTERS_EACH_END],
  );
  const found = new Map<string, Set<JudgeSign>>();
  for (const { id, text } of rows) {
    const signs = found.get(id) ?? new Set();
    for (const sign of findJudgeSigns(text)) signs.add(sign);
    found.set(id, signs);
  }
  return new Map([...found].map(([id, signs]) => [id, [...signs].map((sign) => `a text ${WORDS[sign]}`)]));
}
