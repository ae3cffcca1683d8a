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
  const model = runEm(votes, (counts, layout) => toCoins(counts, layout, skills), options);
  return { ...model, skills };
}

const LEAST = 1e-10;

/** Turns expected counts [rater][given][true] into chances, in place. */
type ToChances = (counts: Float64Array, layout: Layout) => void;

/** How tables lie in memory: up to four categories every row has four places, so that a step keeps a row in registers. */
interface Layout {
  readonly votes: Votes;
  /** Places of a row; those beyond the categories stay 0. */
  readonly stride: number;
  /** Where the row of (rater, given) begins, for each vote. */
  readonly rows: Uint32Array;
  /** Which (rater, given) occur. */
  readonly given: Uint8Array;
}

interface EmState {
  /** items × stride. */
  posteriors: Float64Array;
  priors: Float64Array;
  /** (raters × categories) × stride. */
  errors: Float64Array;
  counts: Float64Array;
}

function createLayout(votes: Votes): Layout {
  const { raters, categories: q, rater, category } = votes;
  const stride = Math.max(4, q);
  const rows = new Uint32Array(rater.length);
  const given = new Uint8Array(raters * q);
  for (let v = 0; v < rows.length; v++) {
    const row = (rater[v] ?? 0) * q + (category[v] ?? 0);
    rows[v] = row * stride;
    given[row] = 1;
  }
  return { votes, stride, rows, given };
}

function runEm(votes: Votes, toChances: ToChances, { steps = 100, tolerance = 1e-7 }: EmOptions): CrowdModel {
  const { items, raters, categories: q, starts } = votes;
  const layout = createLayout(votes);
  const { stride, rows } = layout;
  const state: EmState = {
    posteriors: restride(voteShares(votes), q, stride),
    priors: new Float64Array(stride),
    errors: new Float64Array(raters * q * stride),
    counts: new Float64Array(raters * q * stride),
  };
  for (let i = 0; i < items; i++) {
    for (let v = starts[i] ?? 0; v < (starts[i + 1] ?? 0); v++) {
      const row = rows[v] ?? 0;
      for (let j = 0; j < q; j++) state.errors[row + j] = (state.errors[row + j] ?? 0) + (state.posteriors[i * stride + j] ?? 0);
    }
  }
  const stepItems = stride === 4 ? stepItemsOfFour : stepItemsOfAny;
  let logLikelihood = Number.NEGATIVE_INFINITY;
  let done = 0;
  let hasSettled = false;
  setPriors(layout, state);
  toChances(state.errors, layout);
  while (done < steps && !hasSettled) {
    state.counts.fill(0);
    const reached = stepItems(layout, state);
    done++;
    hasSettled = reached - logLikelihood < tolerance * rows.length;
    logLikelihood = reached;
    setPriors(layout, state);
    toChances(state.counts, layout);
    [state.errors, state.counts] = [state.counts, state.errors];
  }
  const posteriors = restride(state.posteriors, stride, q);
  const priors = state.priors.slice(0, q);
  for (let i = 0; i < items; i++) if (starts[i] === starts[i + 1]) posteriors.set(normalise(priors), i * q);
  return { posteriors, priors, errors: restride(state.errors, stride, q), logLikelihood, steps: done, hasSettled };
}

/** The same rows with another number of places. */
function restride(table: Float64Array, from: number, to: number): Float64Array {
  if (from === to) return table;
  const made = new Float64Array((table.length / from) * to);
  for (let row = 0; row * from < table.length; row++) {
    for (let j = 0; j < Math.min(from, to); j++) made[row * to + j] = table[row * from + j] ?? 0;
  }
  return made;
}

/** One pass over the items: posteriors from the chances, expected counts from the posteriors; returns the log likelihood. */
function stepItemsOfAny({ votes, stride, rows }: Layout, { posteriors, priors, errors, counts }: EmState): number {
  let logLikelihood = 0;
  for (let i = 0; i < votes.items; i++) {
    const [from, end] = [votes.starts[i] ?? 0, votes.starts[i + 1] ?? 0];
    if (from === end) continue;
    const at = i * stride;
    for (let j = 0; j < stride; j++) posteriors[at + j] = priors[j] ?? 0;
    for (let v = from; v < end; v++) {
      const row = rows[v] ?? 0;
      for (let j = 0; j < stride; j++) posteriors[at + j] = (posteriors[at + j] ?? 0) * (errors[row + j] ?? 0);
      // Ten votes cannot take a product out of range, each being 10⁻¹⁰ at least; more might.
      if ((v - from) % 10 === 9) logLikelihood += rescale(posteriors, at, stride);
    }
    let sum = 0;
    for (let j = 0; j < stride; j++) sum += posteriors[at + j] ?? 0;
    logLikelihood += Math.log(sum);
    for (let j = 0; j < stride; j++) posteriors[at + j] = (posteriors[at + j] ?? 0) / sum;
    for (let v = from; v < end; v++) {
      const row = rows[v] ?? 0;
      for (let j = 0; j < stride; j++) counts[row + j] = (counts[row + j] ?? 0) + (posteriors[at + j] ?? 0);
    }
  }
  return logLikelihood;
}

/** The same for rows of four places, which stay in registers; three times as quick. */
function stepItemsOfFour({ votes, rows }: Layout, { posteriors, priors, errors, counts }: EmState): number {
  const [q0 = 0, q1 = 0, q2 = 0, q3 = 0] = priors;
  let logLikelihood = 0;
  // Likelihoods are multiplied up and their logarithm taken once in a while: a multiplication costs a twentieth.
  let pending = 1;
  for (let i = 0; i < votes.items; i++) {
    const from = votes.starts[i] ?? 0;
    const end = votes.starts[i + 1] ?? 0;
    if (from === end) continue;
    let [p0, p1, p2, p3] = [q0, q1, q2, q3];
    let until = from;
    while (until < end) {
      const stop = Math.min(end, until + 10);
      for (; until < stop; until++) {
        const row = rows[until] ?? 0;
        p0 *= errors[row] ?? 0;
        p1 *= errors[row + 1] ?? 0;
        p2 *= errors[row + 2] ?? 0;
        p3 *= errors[row + 3] ?? 0;
      }
      const sum = p0 + p1 + p2 + p3;
      pending *= sum;
      if (pending < 1e-150) {
        logLikelihood += Math.log(pending);
        pending = 1;
      }
      p0 /= sum;
      p1 /= sum;
      p2 /= sum;
      p3 /= sum;
    }
    const at = i * 4;
    posteriors[at] = p0;
    posteriors[at + 1] = p1;
    posteriors[at + 2] = p2;
    posteriors[at + 3] = p3;
    for (let v = from; v < end; v++) {
      const row = rows[v] ?? 0;
      counts[row] = (counts[row] ?? 0) + p0;
      counts[row + 1] = (counts[row + 1] ?? 0) + p1;
      counts[row + 2] = (counts[row + 2] ?? 0) + p2;
      counts[row + 3] = (counts[row + 3] ?? 0) + p3;
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

function setPriors({ votes: { items, categories: q, starts }, stride }: Layout, { posteriors, priors }: EmState): void {
  priors.fill(0);
  let counted = 0;
  for (let i = 0; i < items; i++) {
    if (starts[i] === starts[i + 1]) continue;
    counted++;
    for (let j = 0; j < q; j++) priors[j] = (priors[j] ?? 0) + (posteriors[i * stride + j] ?? 0);
  }
  for (let j = 0; j < q; j++) priors[j] = Math.max(LEAST, (priors[j] ?? 0) / Math.max(1, counted));
}

/** A confusion matrix a rater: for each truth, the shares of the categories that this rater ever gives. */
function toConfusion(counts: Float64Array, { votes: { raters, categories: q }, stride, given }: Layout): void {
  for (let r = 0; r < raters; r++) {
    for (let j = 0; j < q; j++) {
      let sum = 0;
      for (let k = 0; k < q; k++) if (given[r * q + k]) sum += Math.max(LEAST, counts[(r * q + k) * stride + j] ?? 0);
      for (let k = 0; k < q; k++) {
        const at = (r * q + k) * stride + j;
        counts[at] = given[r * q + k] ? Math.max(LEAST, counts[at] ?? 0) / sum : 0;
      }
    }
  }
}

/** One chance a rater: the mean of the posteriors of what they gave. */
function toCoins(counts: Float64Array, { votes: { raters, categories: q }, stride, given }: Layout, skills: Float64Array): void {
  for (let r = 0; r < raters; r++) {
    let right = 0;
    let all = 0;
    for (let k = 0; k < q; k++) {
      right += counts[(r * q + k) * stride + k] ?? 0;
      for (let j = 0; j < q; j++) all += counts[(r * q + k) * stride + j] ?? 0;
    }
    const skill = all > 0 ? right / all : 0;
    skills[r] = skill;
    for (let k = 0; k < q; k++) {
      for (let j = 0; j < q; j++) {
        const chance = k === j ? skill : q > 1 ? (1 - skill) / (q - 1) : 1;
        counts[(r * q + k) * stride + j] = given[r * q + k] ? Math.min(1 - LEAST, Math.max(LEAST, chance)) : 0;
      }
    }
  }
}
