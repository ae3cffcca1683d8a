import { type Resampling, runSteps } from "@/lib/agreement/figures";
import { crowdlab, dawidSkene, gladInSteps, maceInSteps, majority, oneCoin, type Votes, voteShares } from "@/lib/stats";
import type { AggregateOptions } from "./schema";

/** What an aggregation finds, by item and by rater, without a name. */
export interface FittedConsensus {
  /** items × categories, row-major: how probable each category is. */
  posteriors: Float64Array;
  /** By item the category that stands; −1 where two or more are equally probable. */
  chosen: Int8Array;
  priors: number[];
  raters: { quality: number | null; reason: string | null; confusion: number[][] | null; habits: number[] | null }[];
  logLikelihood: number | null;
  hasSettled: boolean;
  easiness: Float64Array | null;
  nextScores: Float64Array | null;
}

/** Why an aggregation says nothing. */
export interface NoConsensus {
  posteriors: null;
  reason: string;
}

/** What a method calls the quality of an annotator. */
export const QUALITY_IS: Readonly<Record<AggregateOptions["method"], string>> = {
  majority: "the share of their labels that are the majority's of all others",
  "dawid-skene": "the chance of the right answer, over answers as common as they are believed to be",
  "one-coin": "the chance of the right answer",
  mace: "the chance that a label is meant, and no habit",
  glad: "the ability: above 0 better than chance",
  crowdlab: "the mean of their labels' probabilities and of their agreement with the consensus",
};

/** A difference of probabilities that is none: two sums of the same votes in another order. */
const SAME = 1e-9;

/** How an aggregation is fitted. */
export interface ConsensusFit {
  method: AggregateOptions["method"];
  seed: number;
  probabilities?: Float64Array;
  breathe: Resampling["breathe"];
}

/**
 * Fits one aggregation to grouped votes. Pure: nothing is read, the same votes and seed give the same consensus.
 *
 * @param probabilities - CROWDLAB's: the judge's, items × categories.
 */
export async function fitConsensus(
  votes: Votes,
  { method, seed, probabilities, breathe }: ConsensusFit,
): Promise<FittedConsensus | NoConsensus> {
  switch (method) {
    case "majority":
      return byMajority(votes);
    case "dawid-skene":
      return byDawidSkene(votes);
    case "one-coin": {
      const made = oneCoin(votes);
      return { ...bare(votes, made), raters: ratersOf(votes, (r) => made.skills[r] ?? null) };
    }
    case "mace": {
      const made = await runSteps(maceInSteps(votes, { seed }), { breathe });
      const q = votes.categories;
      const raters = ratersOf(votes, (r) => made.competence[r] ?? null);
      const withHabits = raters.map((rater, r) => ({ ...rater, habits: [...made.habits.subarray(r * q, (r + 1) * q)] }));
      return { ...bare(votes, made), raters: withHabits };
    }
    case "glad": {
      const made = await runSteps(gladInSteps(votes), { breathe });
      return {
        ...bare(votes, { posteriors: made.posteriors }),
        raters: ratersOf(votes, (r) => made.abilities[r] ?? null),
        easiness: made.easiness,
      };
    }
    case "crowdlab": {
      const made = crowdlab(votes, probabilities ?? new Float64Array(votes.items * votes.categories));
      if (!made.posteriors) return made;
      return {
        ...bare(votes, { posteriors: made.posteriors }),
        raters: ratersOf(votes, (r) => made.raterQuality[r] ?? null, "shares no comparison with another annotator"),
        // The paper's consensus is the vote, ties by the judge; what is most probable is what a reader takes it for.
        nextScores: made.nextScores,
      };
    }
  }
}

interface Posteriors {
  posteriors: Float64Array;
  priors?: Float64Array;
  logLikelihood?: number;
  hasSettled?: boolean;
}

/** A consensus from posteriors, without raters. */
function bare(votes: Votes, { posteriors, priors, logLikelihood, hasSettled }: Posteriors): FittedConsensus {
  return {
    posteriors,
    chosen: choose(posteriors, votes.items, votes.categories),
    priors: priors ? [...priors] : meanOf(posteriors, votes.items, votes.categories),
    raters: [],
    logLikelihood: logLikelihood ?? null,
    hasSettled: hasSettled ?? true,
    easiness: null,
    nextScores: null,
  };
}

function byMajority(votes: Votes): FittedConsensus {
  const { items, raters, categories: q, starts, rater, category } = votes;
  const right = new Float64Array(raters);
  const counted = new Float64Array(raters);
  const counts = new Int32Array(q);
  for (let i = 0; i < items; i++) {
    const [from, end] = [starts[i] ?? 0, starts[i + 1] ?? 0];
    counts.fill(0);
    for (let v = from; v < end; v++) counts[category[v] ?? 0] = (counts[category[v] ?? 0] ?? 0) + 1;
    for (let v = from; v < end; v++) {
      const others = majority(counts, category[v]);
      const r = rater[v] ?? 0;
      if (others < 0) continue;
      counted[r] = (counted[r] ?? 0) + 1;
      if (others === category[v]) right[r] = (right[r] ?? 0) + 1;
    }
  }
  const none = "nobody else labelled the same comparisons, or the others are split";
  const qualityOf = (r: number) => ((counted[r] ?? 0) > 0 ? (right[r] ?? 0) / (counted[r] ?? 1) : null);
  return { ...bare(votes, { posteriors: voteShares(votes) }), raters: ratersOf(votes, qualityOf, none) };
}

function byDawidSkene(votes: Votes): FittedConsensus {
  const made = dawidSkene(votes);
  const q = votes.categories;
  const raters = ratersOf(votes, () => null).map((rater, r) => {
    // [given][true] in the model; read by the true category.
    const confusion = Array.from({ length: q }, (_, truth) =>
      Array.from({ length: q }, (_, given) => made.errors[(r * q + given) * q + truth] ?? 0),
    );
    const quality = confusion.reduce((sum, row, truth) => sum + (made.priors[truth] ?? 0) * (row[truth] ?? 0), 0);
    return { ...rater, quality, confusion };
  });
  return { ...bare(votes, made), raters };
}

function ratersOf(votes: Votes, qualityOf: (rater: number) => number | null, reason = "no label"): FittedConsensus["raters"] {
  return Array.from({ length: votes.raters }, (_, r) => {
    const quality = qualityOf(r);
    return { quality, reason: quality === null ? reason : null, confusion: null, habits: null };
  });
}

function choose(posteriors: Float64Array, items: number, q: number): Int8Array {
  const chosen = new Int8Array(items).fill(-1);
  for (let i = 0; i < items; i++) {
    let best = -1;
    let most = 0;
    for (let k = 0; k < q; k++) {
      const p = posteriors[i * q + k] ?? 0;
      if (p > most + SAME) {
        best = k;
        most = p;
      } else if (p > most - SAME) {
        best = -1;
        most = Math.max(most, p);
      }
    }
    chosen[i] = best;
  }
  return chosen;
}

function meanOf(posteriors: Float64Array, items: number, q: number): number[] {
  const sums = new Array<number>(q).fill(0);
  for (let i = 0; i < items * q; i++) sums[i % q] = (sums[i % q] ?? 0) + (posteriors[i] ?? 0);
  return sums.map((sum) => (items > 0 ? sum / items : 0));
}
