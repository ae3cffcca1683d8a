import { diffWordsWithSpace } from "diff";
import type { PrincipleInput } from "./schema";
import type { FieldChange, PrincipleChange, WordChange } from "./types";

const MOST_MS = 200;
const FIELDS = ["preferenceText", "critiqueRequest", "revisionRequest", "tags", "weight"] as const;

/** What changed from one list of principles to the next: by key, in the order of the newer list, those that are gone at the end. */
export function comparePrinciples(before: readonly PrincipleInput[], after: readonly PrincipleInput[]): PrincipleChange[] {
  const old = new Map(before.map((principle, index) => [principle.key, { principle, place: index + 1 }]));
  const keys = new Set(after.map(({ key }) => key));
  const moved = findMoved(
    before.filter(({ key }) => keys.has(key)).map(({ key }) => key),
    after.filter(({ key }) => old.has(key)).map(({ key }) => key),
  );
  const changes = after.flatMap((principle, index): PrincipleChange[] => {
    const was = old.get(principle.key);
    const place = { key: principle.key, before: was?.place ?? null, after: index + 1, isMoved: moved.has(principle.key) };
    if (!was) return [{ ...place, kind: "added", fields: compareFields(null, principle) }];
    const fields = compareFields(was.principle, principle);
    return fields.length > 0 || place.isMoved ? [{ ...place, kind: "changed", fields }] : [];
  });
  const gone = before
    .filter(({ key }) => !keys.has(key))
    .map(
      (principle): PrincipleChange => ({
        key: principle.key,
        kind: "gone",
        before: old.get(principle.key)?.place ?? null,
        after: null,
        isMoved: false,
        fields: compareFields(principle, null),
      }),
    );
  return [...changes, ...gone];
}

/**
 * The fewest keys that have to be taken out and put elsewhere to get from one order to the other: all that are in no longest common
 * subsequence. O(n²) for at most a few hundred principles.
 */
function findMoved(before: readonly string[], after: readonly string[]): Set<string> {
  const placeIn = new Map(before.map((key, index) => [key, index]));
  const places = after.map((key) => placeIn.get(key) ?? 0);
  // Longest rising run that ends at each place, and what comes before it there.
  const length: number[] = [];
  const previous: number[] = [];
  for (const [i, place] of places.entries()) {
    length[i] = 1;
    previous[i] = -1;
    for (let j = 0; j < i; j++) {
      if ((places[j] ?? 0) < place && (length[j] ?? 0) + 1 > (length[i] ?? 0)) {
        length[i] = (length[j] ?? 0) + 1;
        previous[i] = j;
      }
    }
  }
  const moved = new Set(after);
  const end = length.indexOf(Math.max(0, ...length));
  for (let at = end; at >= 0; at = previous[at] ?? -1) moved.delete(after[at] ?? "");
  return moved;
}

function compareFields(before: PrincipleInput | null, after: PrincipleInput | null): FieldChange[] {
  return FIELDS.flatMap((field): FieldChange[] => {
    const [one, other] = [toText(before, field), toText(after, field)];
    return one === other ? [] : [{ field, words: compareWords(one, other) }];
  });
}

function toText(principle: PrincipleInput | null, field: (typeof FIELDS)[number]): string {
  if (!principle) return "";
  const value = principle[field];
  return Array.isArray(value) ? value.join(", ") : String(value);
}

function compareWords(before: string, after: string): WordChange[] {
  const parts = before && after ? diffWordsWithSpace(before, after, { timeout: MOST_MS }) : null;
  const whole: WordChange[] = [
    { kind: "gone", text: before },
    { kind: "added", text: after },
  ];
  return (
    parts?.map(({ value, added, removed }) => ({ kind: added ? "added" : removed ? "gone" : "same", text: value })) ??
    whole.filter(({ text }) => text !== "")
  );
}
