import type { LabelColumns } from "@/lib/labels/label-columns";
import type { FoundBehind } from "./find-behind";

/** Comparisons behind a number, those furthest apart first, equal ones by their ids, which sort by the time of their making. */
export interface SortedBehind {
  length: number;
  /** Null past either end. */
  idAt(place: number): string | null;
  distanceAt(place: number): number;
  /** The place of a comparison, or −1. */
  placeOf(id: string): number;
  /** The first place that comes after this distance and id, whether or not they are in the list. */
  firstAfter(end: { distance: number; id: string }): number;
  /** Those in the list whose ids come next to an id that is not in it. */
  besides(id: string): { previous: string | null; next: string | null };
}

/** Distances are 0 to 8. */
const DISTANCES = 9;

/** Sorts by counting; the list keeps five bytes a comparison. */
export function sortBehind(
  found: readonly FoundBehind[],
  { comparisonId, comparisonOrder, findComparison }: Pick<LabelColumns, "comparisonId" | "comparisonOrder" | "findComparison">,
): SortedBehind {
  const order = comparisonOrder();
  const distances = new Int8Array(order.length).fill(-1);
  const next = new Int32Array(DISTANCES + 1);
  for (const { comparison, distance } of found) {
    distances[comparison] = distance;
    const after = DISTANCES - distance;
    next[after] = (next[after] ?? 0) + 1;
  }
  for (let i = 0; i < DISTANCES; i++) next[i + 1] = (next[i + 1] ?? 0) + (next[i] ?? 0);
  const sorted = new Int32Array(found.length);
  for (const comparison of order) {
    const distance = distances[comparison] ?? -1;
    if (distance < 0) continue;
    const bucket = DISTANCES - 1 - distance;
    const place = next[bucket] ?? 0;
    sorted[place] = comparison;
    next[bucket] = place + 1;
  }

  const idAt = (place: number) => (place >= 0 && place < sorted.length ? comparisonId(sorted[place] ?? 0) : null);
  const distanceAt = (place: number) => distances[sorted[place] ?? 0] ?? 0;
  const nearest = (from: number, step: number) => {
    for (let i = from; i >= 0 && i < order.length; i += step) {
      if ((distances[order[i] ?? 0] ?? -1) >= 0) return comparisonId(order[i] ?? 0);
    }
    return null;
  };
  return {
    length: sorted.length,
    idAt,
    distanceAt,
    placeOf: (id) => sorted.indexOf(findComparison(id)),
    firstAfter: (end) =>
      firstPlace(sorted.length, (place) =>
        distanceAt(place) === end.distance ? (idAt(place) ?? "") > end.id : distanceAt(place) < end.distance,
      ),
    besides: (id) => {
      const after = firstPlace(order.length, (i) => comparisonId(order[i] ?? 0) > id);
      return { previous: nearest(after - 1, -1), next: nearest(after, 1) };
    },
  };
}

/** The first place of which something is true that is true of all after it; `length` if there is none. */
function firstPlace(length: number, isAfter: (place: number) => boolean): number {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (isAfter(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
