import { createRandom } from "@/lib/stats/random";
import { quantile } from "@/lib/stats/resampling/quantile";
import type { Battles } from "./battles";

/** How Elo's ratings move. */
export interface EloOptions {
  /** The most that one battle may move a rating. */
  readonly k?: number;
  readonly initial?: number;
  /** How many points make odds of 10. */
  readonly scale?: number;
}

/**
 * Elo's ratings after battles in their order: after each, both move by k times (what happened − what was expected).
 *
 * @returns One a model, `initial` for one that never fought; their sum stays. The order of battles matters, and by how much
 *   `eloByOrder` shows; strengths with intervals are Bradley–Terry's.
 * @see Elo (1978). O(battles).
 */
export function eloRatings(
  { left, right, outcome }: Battles,
  models: number,
  { k = 4, initial = 1000, scale = 400 }: EloOptions = {},
): Float64Array {
  const ratings = new Float64Array(models).fill(initial);
  for (let i = 0; i < left.length; i++) {
    const [a, b] = [left[i] ?? 0, right[i] ?? 0];
    if (a === b) continue;
    const expected = 1 / (1 + 10 ** (((ratings[b] ?? 0) - (ratings[a] ?? 0)) / scale));
    const move = k * (1 - (outcome[i] ?? 0) / 2 - expected);
    ratings[a] = (ratings[a] ?? 0) + move;
    ratings[b] = (ratings[b] ?? 0) - move;
  }
  return ratings;
}

/** What other orders of the same battles would have given. */
export interface EloByOrder {
  readonly rating: number;
  /** The middle 95 % of ratings over orders. */
  readonly low: number;
  readonly high: number;
  /** The best and the worst rank over orders. */
  readonly bestRank: number;
  readonly worstRank: number;
}

/**
 * How far Elo's ratings depend on the order: the same battles in `orders` random orders, those of a cluster kept together.
 *
 * @param clusters - Cluster of each battle, from 0 on.
 * @returns One a model, `rating` in the order given. This is no interval for the strength: it says nothing about other battles.
 */
export function eloByOrder(
  battles: Battles & { readonly clusters: ArrayLike<number> },
  models: number,
  { orders = 200, seed = 1, ...options }: EloOptions & { orders?: number; seed?: number } = {},
): EloByOrder[] {
  const given = eloRatings(battles, models, options);
  const members: number[][] = [];
  for (let i = 0; i < battles.left.length; i++) {
    const cluster = battles.clusters[i] ?? 0;
    const list = members[cluster] ?? [];
    list.push(i);
    members[cluster] = list;
  }
  const groups = members.filter((list) => list !== undefined);
  const random = createRandom(seed, "orders of battles");
  const samples = Array.from({ length: models }, () => new Float64Array(orders));
  const ranks = Array.from({ length: models }, () => [models, 1] as [number, number]);
  for (let order = 0; order < orders; order++) {
    for (let i = groups.length - 1; i > 0; i--) {
      const j = random.below(i + 1);
      [groups[i], groups[j]] = [groups[j] ?? [], groups[i] ?? []];
    }
    const places = groups.flat();
    const pick = (column: ArrayLike<number>) => places.map((place) => column[place] ?? 0);
    const ratings = eloRatings(
      { left: pick(battles.left), right: pick(battles.right), outcome: pick(battles.outcome) },
      models,
      options,
    );
    ratings.forEach((rating, model) => {
      const [sample, range] = [samples[model], ranks[model]];
      const rank = 1 + ratings.filter((other) => other > rating).length;
      if (sample) sample[order] = rating;
      if (range) ranks[model] = [Math.min(range[0], rank), Math.max(range[1], rank)];
    });
  }
  return samples.map((sample, model) => {
    const sorted = sample.sort();
    const [bestRank = 1, worstRank = models] = ranks[model] ?? [];
    return { rating: given[model] ?? 0, low: quantile(sorted, 0.025), high: quantile(sorted, 0.975), bestRank, worstRank };
  });
}

/** A log strength on Elo's scale: `mean` + 400/ln 10 · b, so that 400 points are odds of 10. */
export function toEloScale(logStrength: number, mean = 1000): number {
  return mean + (400 / Math.LN10) * logStrength;
}
