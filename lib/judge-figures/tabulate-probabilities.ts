import type { JudgePart } from "@/lib/agreement/judge/judge-part";
import { probabilityBin } from "@/lib/stats";
import type { ProbabilityTable } from "./types";

const BINS = 10;
const SCORES = 9;

/** People's signed scores against the judge's probability of B, pair by pair. Null where the judge gave none beside a person's score. */
export function tabulateProbabilities({ ratings, own }: Pick<JudgePart, "ratings" | "own">): ProbabilityTable | null {
  const counts = Array.from({ length: SCORES }, () => new Array<number>(BINS).fill(0));
  let pairs = 0;
  for (let unit = 0; unit < ratings.units; unit++) {
    const judge = own[unit] ?? -1;
    const p = judge < 0 ? Number.NaN : (ratings.probability[judge] ?? Number.NaN);
    if (Number.isNaN(p)) continue;
    const bin = probabilityBin(p, BINS);
    for (let r = ratings.starts[unit] ?? 0; r < (ratings.peopleEnds[unit] ?? 0); r++) {
      const score = ratings.scores[ratings.scoreIndex[r] ?? -1];
      const row = score === undefined ? undefined : counts[score + 4];
      if (!row) continue;
      row[bin] = (row[bin] ?? 0) + 1;
      pairs++;
    }
  }
  if (pairs === 0) return null;
  return { bins: counts[0]?.map((_, bin) => ({ low: bin / BINS, high: (bin + 1) / BINS })) ?? [], counts, pairs };
}
