import { majority } from "./majority";
import type { Votes } from "./votes";

/** A consensus of raters and a model. */
export interface CrowdlabModel {
  /** items × categories, row-major. */
  readonly posteriors: Float64Array;
  /** Each item's category with most votes; a tie goes to what the model finds likelier; −1 without votes. */
  readonly consensus: Int32Array;
  /** The posterior of the consensus: low where it deserves another look. */
  readonly quality: Float64Array;
  /** Each rater's weight. */
  readonly raterWeights: Float64Array;
  readonly modelWeight: number;
  /** Each rater's quality; null for one who shares no item with others. */
  readonly raterQuality: (number | null)[];
  /** Which item to label next: low first. */
  readonly nextScores: Float64Array;
  readonly reason: null;
}

/**
 * CROWDLAB: a weighted mean, item by item, of a model's probabilities (here a judge's soft labels) and of the raters' votes, each weighted by how much
 * better than the most frequent category it is.
 *
 * @param probabilities - The model's, items × categories, row-major. Made without these votes, or the model would vouch for itself.
 * @returns No consensus if no item has two votes: nobody can be weighed then.
 * @see Goh, Tkachenko & Mueller (2022), "CROWDLAB"; for `nextScores` Goh & Mueller (2023), "ActiveLab". O(votes · categories).
 */
export function crowdlab(
  votes: Votes,
  probabilities: Float64Array,
): CrowdlabModel | { readonly posteriors: null; readonly reason: string } {
  const { items, raters, categories: q, starts, rater } = votes;
  const consensus = findConsensus(votes, probabilities);
  const shared = Array.from({ length: items }, (_, i) => i).filter((i) => size(votes, i) > 1);
  if (shared.length === 0) return { posteriors: null, reason: "no unit has two ratings" };

  const chosenShared = shared.map((i) => consensus[i] ?? 0);
  const frequent = mostFrequent(chosenShared, q);
  const baseError = Math.max(LEAST, mean(shared.map((i) => (consensus[i] === frequent ? 0 : 1))));
  const agreeing = mean(shared.map((i) => shareFor(votes, i, consensus[i] ?? 0)));
  const weigh = (error: number) => Math.max(LEAST, 1 - error / baseError);
  const withOthers = agreementWithOthers(votes);
  const known = withOthers.filter((share) => share !== null);
  const raterWeights = Float64Array.from(withOthers, (share) => weigh(1 - (share ?? mean(known))));
  const modelError = mean(shared.map((i) => (argMax(probabilities, i * q, q) === consensus[i] ? 0 : 1)));
  const voted = Array.from({ length: items }, (_, i) => size(votes, i)).filter((count) => count > 0);
  const modelWeight = weigh(modelError) * Math.sqrt(mean(voted));

  const posteriors = new Float64Array(items * q);
  const quality = new Float64Array(items);
  const nextScores = new Float64Array(items);
  const meanWeight = mean(raterWeights);
  for (let i = 0; i < items; i++) {
    let total = modelWeight;
    for (let j = 0; j < q; j++) posteriors[i * q + j] = modelWeight * (probabilities[i * q + j] ?? 0);
    for (let v = starts[i] ?? 0; v < (starts[i + 1] ?? 0); v++) {
      const weight = raterWeights[rater[v] ?? 0] ?? 0;
      total += weight;
      for (let j = 0; j < q; j++) {
        const chance = votes.category[v] === j ? agreeing : (1 - agreeing) / (q - 1);
        posteriors[i * q + j] = (posteriors[i * q + j] ?? 0) + weight * chance;
      }
    }
    for (let j = 0; j < q; j++) posteriors[i * q + j] = (posteriors[i * q + j] ?? 0) / total;
    const chosen = (consensus[i] ?? -1) < 0 ? argMax(posteriors, i * q, q) : (consensus[i] ?? 0);
    quality[i] = posteriors[i * q + chosen] ?? 0;
    nextScores[i] = (total * (quality[i] ?? 0) + meanWeight / q) / (total + meanWeight);
  }
  const overlap = (raterWeights.reduce((sum, weight) => sum + weight, 0) * mean(voted)) / raters;
  const trust = modelWeight / (modelWeight + overlap);
  const raterQuality = qualityOfRaters(votes, posteriors, consensus, trust);
  return { posteriors, consensus, quality, raterWeights, modelWeight, raterQuality, nextScores, reason: null };
}

const LEAST = 1e-6;

function size({ starts }: Votes, i: number): number {
  return (starts[i + 1] ?? 0) - (starts[i] ?? 0);
}

function mean(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i] ?? 0;
  return values.length > 0 ? sum / values.length : 0;
}

function argMax(values: ArrayLike<number>, from: number, length: number): number {
  let best = 0;
  for (let j = 1; j < length; j++) if ((values[from + j] ?? 0) > (values[from + best] ?? 0)) best = j;
  return best;
}

function mostFrequent(values: readonly number[], q: number): number {
  const counts = new Float64Array(q);
  for (const value of values) counts[value] = (counts[value] ?? 0) + 1;
  return argMax(counts, 0, q);
}

function findConsensus({ items, categories: q, starts, category }: Votes, probabilities: Float64Array): Int32Array {
  return Int32Array.from({ length: items }, (_, i) => {
    const counts = new Float64Array(q);
    for (let v = starts[i] ?? 0; v < (starts[i + 1] ?? 0); v++) counts[category[v] ?? 0] = (counts[category[v] ?? 0] ?? 0) + 1;
    const most = Math.max(...counts);
    if (most === 0) return -1;
    const clear = majority(counts);
    if (clear >= 0) return clear;
    return argMax(
      counts.map((count, j) => (count === most ? 1 + (probabilities[i * q + j] ?? 0) : 0)),
      0,
      q,
    );
  });
}

function shareFor({ starts, category }: Votes, i: number, chosen: number): number {
  const own = category.subarray(starts[i], starts[i + 1]);
  return own.reduce((count, vote) => count + (vote === chosen ? 1 : 0), 0) / own.length;
}

/** For each rater the share of the others' votes on shared items that equal theirs; null for one who shares none. */
function agreementWithOthers({ items, raters, starts, rater, category }: Votes): (number | null)[] {
  const same = new Float64Array(raters);
  const all = new Float64Array(raters);
  for (let i = 0; i < items; i++) {
    const [from, end] = [starts[i] ?? 0, starts[i + 1] ?? 0];
    for (let v = from; v < end; v++) {
      const r = rater[v] ?? 0;
      for (let other = from; other < end; other++) {
        if (other !== v && category[other] === category[v]) same[r] = (same[r] ?? 0) + 1;
      }
      all[r] = (all[r] ?? 0) + end - from - 1;
    }
  }
  return Array.from(same, (count, r) => ((all[r] ?? 0) > 0 ? count / (all[r] ?? 1) : null));
}

/** Mean posterior of what a rater gave, and their agreement with the consensus on shared items, weighted as the model is trusted. */
function qualityOfRaters(votes: Votes, posteriors: Float64Array, consensus: Int32Array, trust: number): (number | null)[] {
  const { items, raters, categories: q, starts, rater, category } = votes;
  const scores = new Float64Array(raters);
  const given = new Float64Array(raters);
  const agreed = new Float64Array(raters);
  const shared = new Float64Array(raters);
  for (let i = 0; i < items; i++) {
    for (let v = starts[i] ?? 0; v < (starts[i + 1] ?? 0); v++) {
      const r = rater[v] ?? 0;
      scores[r] = (scores[r] ?? 0) + (posteriors[i * q + (category[v] ?? 0)] ?? 0);
      given[r] = (given[r] ?? 0) + 1;
      if (size(votes, i) < 2) continue;
      shared[r] = (shared[r] ?? 0) + 1;
      if (category[v] === consensus[i]) agreed[r] = (agreed[r] ?? 0) + 1;
    }
  }
  return Array.from(scores, (score, r) => {
    const [own, common] = [given[r] ?? 0, shared[r] ?? 0];
    return common > 0 ? trust * (score / own) + (1 - trust) * ((agreed[r] ?? 0) / common) : null;
  });
}
