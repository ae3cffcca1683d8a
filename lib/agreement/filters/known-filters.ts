import { FILTER_NAMES, type LabelFilters } from "@/lib/agreement/filter-schema";
import type { LabelFilter } from "@/lib/agreement/group-labels";
import { AppError } from "@/lib/errors";

/**
 * What `get` answers under some options; where they name a person, category or turn that there is not (any more), what it answers without filters, and why: an
 * address may be old.
 */
export async function getByKnownFilters<O extends LabelFilters, T>(
  options: O,
  get: (options: O) => Promise<T>,
): Promise<{ answer: T; problem: string | null }> {
  try {
    return { answer: await get(options), problem: null };
  } catch (error) {
    if (!isAboutFilters(error)) throw error;
    const unfiltered = { ...options, ...Object.fromEntries(FILTER_NAMES.map((name) => [name, undefined])) };
    return { answer: await get(unfiltered), problem: error.message };
  }
}

function isAboutFilters(error: unknown): error is AppError {
  const names: readonly string[] = FILTER_NAMES;
  return error instanceof AppError && error.code === "invalid" && error.fields.some(({ path }) => names.includes(path));
}

/** Comparisons drawn by a round that opened since, or people who joined a group, make other marks on the same labels. */
export function marksOf({ annotators, comparisons }: LabelFilter): (number | null)[] {
  return [annotators, comparisons].map((marks) => {
    if (!marks) return null;
    let sum = 0;
    for (let i = 0; i < marks.length; i++) sum = (sum * 31 + (marks[i] ?? 0) + 1) % 2_147_483_647;
    return sum;
  });
}
