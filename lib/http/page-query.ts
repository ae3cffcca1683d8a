import type * as z from "zod";

/** The query of a page's address, as Next hands it over. */
export type PageQuery = Record<string, string | string[] | undefined>;

/**
 * What an address asks of a page. Names that the schema does not know belong to other parts of the page and are left out; an empty value
 * is none.
 *
 * @param standing - What the page shows when the address asks for something that there is not.
 * @returns The values, and one sentence about the first that was wrong, so that the page can say what it did not understand.
 */
export function readPageQuery<T>(
  schema: z.ZodType<T> & { shape: Readonly<Record<string, unknown>> },
  query: PageQuery,
  standing: Readonly<Record<string, string>> = {},
): { values: T; problem: string | null } {
  const asked = Object.fromEntries(Object.keys(schema.shape).flatMap((name) => (query[name] ? [[name, query[name]]] : [])));
  const parsed = schema.safeParse({ ...standing, ...asked });
  if (parsed.success) return { values: parsed.data, problem: null };
  const issue = parsed.error.issues[0];
  const where = issue?.path.map(String).join(".") || "the address";
  return { values: schema.parse(standing), problem: `${where}: ${issue?.message ?? "not understood"}` };
}
