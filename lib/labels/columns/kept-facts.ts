import type { LabelColumns } from "@/lib/labels/label-columns";

/** Facts of comparisons that never change, kept as long as the comparisons keep their numbers. */
export interface KeptFacts<T> {
  /**
   * The facts of all comparisons of these columns; only those of comparisons that are new are read.
   *
   * @param start - Nothing known.
   * @param read - Reads into what is known: of the comparisons with these ids, or of all of the project.
   */
  get(columns: LabelColumns, start: () => T, read: (known: T, ids: readonly string[] | null) => Promise<T>): Promise<T>;
}

interface Kept<T> {
  facts: T;
  count: number;
}

/** Below this many new comparisons they are read by their ids, above it the whole project is read in one go. */
const READ_BY_ID_BELOW = 5000;

/** Keeps nothing yet. What is kept goes with the columns that it belongs to. */
export function createKeptFacts<T>(): KeptFacts<T> {
  const kept = new WeakMap<object, Promise<Kept<T>>>();
  return {
    async get(columns, start, read) {
      const last = kept.get(columns.numbering);
      const next = grow(last);
      kept.set(columns.numbering, next);
      next.catch(() => {
        if (kept.get(columns.numbering) === next) kept.delete(columns.numbering);
      });
      return (await next).facts;

      async function grow(before: Promise<Kept<T>> | undefined): Promise<Kept<T>> {
        const known = (await before?.catch(() => undefined)) ?? { facts: start(), count: 0 };
        const fresh = columns.comparisonCount - known.count;
        if (fresh <= 0) return known;
        const ids =
          fresh < READ_BY_ID_BELOW ? Array.from({ length: fresh }, (_, i) => columns.comparisonId(known.count + i)) : null;
        return { facts: await read(known.facts, ids), count: columns.comparisonCount };
      }
    },
  };
}

/** An array that is at least so long, with what stood in it; new places hold `empty`. */
export function fitArray<A extends Int8Array | Int16Array>(array: A, length: number, empty: number): A {
  if (array.length >= length) return array;
  const larger = new (array.constructor as new (length: number) => A)(Math.max(length, array.length * 2));
  larger.fill(empty);
  larger.set(array);
  return larger;
}
