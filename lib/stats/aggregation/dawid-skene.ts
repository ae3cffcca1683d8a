import { type Votes, voteShares } from "./votes";

/** What is believed about items and raters after EM. */
export interface CrowdModel {
  /** items × categories, row-major: how probable each category is as an item's truth; of an item without votes, the priors. */
  readonly posteriors: Float64Array;
  /** How common each category is. */
  readonly priors: Float64Array;
  /** raters × categories × categories, [rater][given][true]: how probable it is that the rater gives a category when another is true. */
  readonly errors: Float64Array;
  /** Log likelihood of the votes at the last step's parameters. */
  readonly logLikelihood: number;
  readonly steps: number;
  /** Whether the log likelihood stopped rising by more than `tolerance` a vote before the steps ran out. */
  readonly hasSettled: boolean;
}

/** When EM stops. */
export interface EmOptions {
  readonly steps?: number;
  /** Least rise of the log likelihood for each vote; below 0 all steps are made. */
  readonly tolerance?: number;
}

/**
 * Dawid and Skene's model: each item has one true category, each rater a confusion matrix of their own; both are found from the votes
 * alone by EM that begins with the shares of votes.
 *
 * T(i, j) ∝ p_j Π_k π_k(given | j); p and π are means of T. Chances are kept from 0 by 10⁻¹⁰.
 *
 * @returns With fewer than three votes an item the result is driven by the beginning. With categories exchanged all results are exchanged.
 * @see Dawid & Skene (1979), "Maximum likelihood estimation of observer error-rates using the EM algorithm". O(steps · votes · categories).
 */
export function dawidSkene(votes: Votes, options: EmOptions = {}): CrowdModel {
  return runEm(votes, toConfusion, options);
}

/**
 * The one-coin model: each rater is right with a chance of their own, and wrong with every other category alike. Steadier than
 * Dawid and Skene's where raters gave few votes.
 *
 * @returns `skills` beside the model: each rater's chance to be right, 0 for a rater without votes.
 * @see Zhang, Chen, Zhou & Jordan (2016), section on the one-coin model. O(steps · votes · categories).
 */
export function oneCoin(votes: Votes, options: EmOptions = {}): CrowdModel & { readonly skills: Float64Array } {
  const skills = new Float64Array(votes.raters);
  const model = runEm(votes, (counts, given) => toCoins(counts, given, votes, skills), options);
  return { ...model, skills };
}

const LEAST = 1e-10;

/** Turns expected counts [rater][given][true] into chances, in place. `given` says which (rater, given) occur. */
type ToChances = (counts: Float64Array, given: Uint8Array, votes: Votes) => void;

function runEm(votes: Votes, toChances: ToChances, { steps = 100, tolerance = 1e-7 }: EmOptions): CrowdModel {
  const { items, raters, categories: q, starts, rater, category } = votes;
  const n = rater.length;
  // The row of (rater, given) for each vote: all that the inner loop needs of it.
  const rows = new Uint32Array(n);
  const given = new Uint8Array(raters * q);
  for (let v = 0; v < n; v++) {
    rows[v] = ((rater[v] ?? 0) * q + (category[v] ?? 0)) * q;
    given[(rater[v] ?? 0) * q + (category[v] ?? 0)] = 1;
  }
  const posteriors = voteShares(votes);
  const priors = new Float64Array(q);
  let errors = new Float64Array(raters * q * q);
  for (let i = 0; i < items; i++) {
    for (let v = starts[i] ?? 0; v < (starts[i + 1] ?? 0); v++) {
      const row = rows[v] ?? 0;
      for (let j = 0; j < q; j++) errors[row + j] = (errors[row + j] ?? 0) + (posteriors[i * q + j] ?? 0);
    }
  }
  let counts = new Float64Array(errors.length);
  let logLikelihood = Number.NEGATIVE_INFINITY;
  let done = 0;
  let hasSettled = false;
  setPriors(votes, posteriors, priors);
  toChances(errors, given, votes);
  while (done < steps && !hasSettled) {
    counts.fill(0);
    const reached = stepItems(votes, rows, { posteriors, priors, errors, counts });
    done++;
    hasSettled = reached - logLikelihood < tolerance * n;
    logLikelihood = reached;
    setPriors(votes, posteriors, priors);
    toChances(counts, given, votes);
    [errors, counts] = [counts, errors];
  }
  for (let i = 0; i < items; i++) if (starts[i] === starts[i + 1]) posteriors.set(normalise(priors), i * q);
  return { posteriors, priors, errors, logLikelihood, steps: done, hasSettled };
}

interface EmState {
  posteriors: Float64Array;
  priors: Float64Array;
  errors: Float64Array;
  counts: Float64Array;
}

/** One pass over the items: posteriors from the chances, expected counts from the posteriors; returns the log likelihood. */
function stepItems({ items, categories: q, starts }: Votes, rows: Uint32Array, state: EmState): number {
  const { posteriors, priors, errors, counts } = state;
  let logLikelihood = 0;
  // Likelihoods are multiplied up and their logarithm taken once in a while: a multiplication costs a twentieth.
  let pending = 1;
  for (let i = 0; i < items; i++) {
    const from = starts[i] ?? 0;
    const end = starts[i + 1] ?? 0;
    if (from === end) continue;
    const at = i * q;
    const isLong = end - from > 10;
    for (let j = 0; j < q; j++) posteriors[at + j] = priors[j] ?? 0;
    for (let v = from; v < end; v++) {
      const row = rows[v] ?? 0;
      for (let j = 0; j < q; j++) posteriors[at + j] = (posteriors[at + j] ?? 0) * (errors[row + j] ?? 0);
      // Ten votes cannot take a product out of range, each being 10⁻¹⁰ at least; more might.
      if (isLong && (v - from) % 10 === 9) logLikelihood += rescale(posteriors, at, q);
    }
    let sum = 0;
    for (let j = 0; j < q; j++) sum += posteriors[at + j] ?? 0;
    pending *= sum;
    if (pending < 1e-150) {
      logLikelihood += Math.log(pending);
      pending = 1;
    }
    const scale = 1 / sum;
    for (let j = 0; j < q; j++) posteriors[at + j] = (posteriors[at + j] ?? 0) * scale;
    for (let v = from; v < end; v++) {
      const row = rows[v] ?? 0;
      for (let j = 0; j < q; j++) counts[row + j] = (counts[row + j] ?? 0) + (posteriors[at + j] ?? 0);
    }
  }
  return logLikelihood + Math.log(pending);
}

/** Brings the largest of an item's products to 1; returns the logarithm of what was taken out. */
function rescale(products: Float64Array, at: number, q: number): number {
  let most = 0;
  for (let j = 0; j < q; j++) most = Math.max(most, products[at + j] ?? 0);
  for (let j = 0; j < q; j++) products[at + j] = (products[at + j] ?? 0) / most;
  return Math.log(most);
}

function normalise(values: Float64Array): Float64Array {
  const sum = values.reduce((total, value) => total + value, 0);
  return values.map((value) => value / sum);
}

function setPriors({ items, categories: q, starts }: Votes, posteriors: Float64Array, priors: Float64Array): void {
  priors.fill(0);
  let counted = 0;
  for (let i = 0; i < items; i++) {
    if (starts[i] === starts[i + 1]) continue;
    counted++;
    for (let j = 0; j < q; j++) priors[j] = (priors[j] ?? 0) + (posteriors[i * q + j] ?? 0);
  }
  for (let j = 0; j < q; j++) priors[j] = Math.max(LEAST, (priors[j] ?? 0) / Math.max(1, counted));
}

/** A confusion matrix a rater: for each truth, the shares of the categories that this rater ever gives. */
function toConfusion(counts: Float64Array, given: Uint8Array, { raters, categories: q }: Votes): void {
  for (let r = 0; r < raters; r++) {
    for (let j = 0; j < q; j++) {
      let sum = 0;
      for (let k = 0; k < q; k++) if (given[r * q + k]) sum += Math.max(LEAST, counts[(r * q + k) * q + j] ?? 0);
      for (let k = 0; k < q; k++) {
        const at = (r * q + k) * q + j;
        counts[at] = given[r * q + k] ? Math.max(LEAST, counts[at] ?? 0) / sum : 0;
      }
    }
  }
}

/** One chance a rater: the mean of the posteriors of what they gave. */
function toCoins(counts: Float64Array, given: Uint8Array, { raters, categories: q }: Votes, skills: Float64Array): void {
  for (let r = 0; r < raters; r++) {
    let right = 0;
    let all = 0;
    for (let k = 0; k < q; k++) {
      right += counts[(r * q + k) * q + k] ?? 0;
      for (let j = 0; j < q; j++) all += counts[(r * q + k) * q + j] ?? 0;
    }
    const skill = all > 0 ? right / all : 0;
    skills[r] = skill;
    for (let k = 0; k < q; k++) {
      for (let j = 0; j < q; j++) {
        const chance = k === j ? skill : q > 1 ? (1 - skill) / (q - 1) : 1;
        counts[(r * q + k) * q + j] = given[r * q + k] ? Math.min(1 - LEAST, Math.max(LEAST, chance)) : 0;
      }
    }
  }
}
