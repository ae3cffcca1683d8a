import { sigmoid, softplus } from "@/lib/stats/numeric/logistic";
import type { EmOptions } from "./dawid-skene";
import type { Votes } from "./votes";

/** What GLAD believes. */
export interface GladModel {
  /** items × categories, row-major; of an item without votes, all alike. */
  readonly posteriors: Float64Array;
  /** Each rater's ability: above 0 better than chance, below 0 against the truth. */
  readonly abilities: Float64Array;
  /** Each item's inverse difficulty e^b > 0: large is easy. */
  readonly easiness: Float64Array;
  /** Expected log posterior at the end. */
  readonly value: number;
}

/**
 * GLAD: a vote is right with chance 1/(1 + e^−(ability · easiness)), wrong with every other category alike; by EM whose maximising step
 * climbs for one rater or item after another.
 *
 * Priors: abilities and b are normal with mean 1 and variance 1, truth uniform.
 *
 * @returns With few votes an item, easiness stays near its prior: read it as an order, not a size.
 * @see Whitehill, Ruvolo, Wu, Bergsma & Movellan (2009), "Whose vote should count more". O(steps · votes · categories).
 */
export function glad(votes: Votes, options: EmOptions = {}): GladModel {
  const steps = gladInSteps(votes, options);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/** As `glad`, but stopping after every sweep, so that a caller who has other things to do can do them. */
export function* gladInSteps(votes: Votes, { steps = 100, tolerance = 1e-6 }: EmOptions = {}): Generator<void, GladModel> {
  const { items, raters } = votes;
  const abilities = new Float64Array(raters).fill(1);
  const logEasiness = new Float64Array(items).fill(1);
  const posteriors = gladPosteriors(votes, abilities, logEasiness.map(Math.exp));
  const byRater = votesOfRaters(votes);
  const right = new Float64Array(votes.rater.length);
  let value = Number.NEGATIVE_INFINITY;
  for (let step = 0; step < steps; step++) {
    chancesRight(votes, posteriors, right);
    for (let sweep = 0; sweep < SWEEPS; sweep++) {
      for (let r = 0; r < raters; r++) abilities[r] = moveAbility(abilities[r] ?? 1, byRater, r, right, logEasiness);
      for (let i = 0; i < items; i++) logEasiness[i] = moveEasiness(logEasiness[i] ?? 1, votes, i, right, abilities);
      yield;
    }
    const reached = expectedValue(votes, right, abilities, logEasiness);
    posteriors.set(gladPosteriors(votes, abilities, logEasiness.map(Math.exp)));
    if (Math.abs(reached - value) < tolerance * Math.max(1, votes.rater.length)) {
      value = reached;
      break;
    }
    value = reached;
  }
  return { posteriors, abilities, easiness: logEasiness.map(Math.exp), value };
}

/** The posteriors that belong to abilities and easiness: GLAD's E step. */
export function gladPosteriors(votes: Votes, abilities: Float64Array, easiness: Float64Array): Float64Array {
  const { items, categories: q, starts, rater, category } = votes;
  const posteriors = new Float64Array(items * q);
  for (let i = 0; i < items; i++) {
    const own = posteriors.subarray(i * q, (i + 1) * q);
    for (let v = starts[i] ?? 0; v < (starts[i + 1] ?? 0); v++) {
      const x = (abilities[rater[v] ?? 0] ?? 0) * (easiness[i] ?? 0);
      const wrong = -softplus(x) - Math.log(Math.max(1, q - 1));
      for (let j = 0; j < q; j++) own[j] = (own[j] ?? 0) + (j === category[v] ? -softplus(-x) : wrong);
    }
    const most = own.reduce((top, log) => Math.max(top, log), Number.NEGATIVE_INFINITY);
    let sum = 0;
    for (let j = 0; j < q; j++) sum += Math.exp((own[j] ?? 0) - most);
    for (let j = 0; j < q; j++) own[j] = Math.exp((own[j] ?? 0) - most) / sum;
  }
  return posteriors;
}

const SWEEPS = 10;

/** Votes by rater: for each the vote's place, and its item. */
interface RaterVotes {
  readonly starts: Uint32Array;
  readonly places: Uint32Array;
  readonly itemOf: Uint32Array;
}

function votesOfRaters({ items, raters, starts, rater }: Votes): RaterVotes {
  const from = new Uint32Array(raters + 1);
  for (const r of rater) from[r + 1] = (from[r + 1] ?? 0) + 1;
  for (let r = 0; r < raters; r++) from[r + 1] = (from[r + 1] ?? 0) + (from[r] ?? 0);
  const next = from.slice();
  const places = new Uint32Array(rater.length);
  const itemOf = new Uint32Array(rater.length);
  for (let i = 0; i < items; i++) {
    for (let v = starts[i] ?? 0; v < (starts[i + 1] ?? 0); v++) {
      const r = rater[v] ?? 0;
      const place = next[r] ?? 0;
      next[r] = place + 1;
      places[place] = v;
      itemOf[v] = i;
    }
  }
  return { starts: from, places, itemOf };
}

/** For each vote the posterior of what it says. */
function chancesRight({ items, categories: q, starts, category }: Votes, posteriors: Float64Array, right: Float64Array): void {
  for (let i = 0; i < items; i++) {
    for (let v = starts[i] ?? 0; v < (starts[i + 1] ?? 0); v++) right[v] = posteriors[i * q + (category[v] ?? 0)] ?? 0;
  }
}

/** ln(1/(1 + e^−x)) is nowhere below a parabola that touches it at x and bends by tanh(x/2)/(2x): steps by it never overshoot. */
function bendAt(x: number): number {
  return Math.abs(x) < 1e-4 ? 0.25 : Math.tanh(x / 2) / (2 * x);
}

/** One step on a rater's ability to the top of such parabolas (Jaakkola & Jordan 2000). */
function moveAbility(
  ability: number,
  { starts, places, itemOf }: RaterVotes,
  r: number,
  right: Float64Array,
  logEasiness: Float64Array,
): number {
  let slope = 1 - ability;
  let bend = 1;
  for (let p = starts[r] ?? 0; p < (starts[r + 1] ?? 0); p++) {
    const v = places[p] ?? 0;
    const easiness = Math.exp(logEasiness[itemOf[v] ?? 0] ?? 0);
    const sigma = sigmoid(ability * easiness);
    slope += ((right[v] ?? 0) - sigma) * easiness;
    bend += bendAt(ability * easiness) * easiness ** 2;
  }
  return ability + slope / bend;
}

/** One step of Newton's method on an item's b, halved until it gains. */
function moveEasiness(b: number, votes: Votes, i: number, right: Float64Array, abilities: Float64Array): number {
  const easiness = Math.exp(b);
  let slope = 1 - b;
  let bend = 1;
  for (let v = votes.starts[i] ?? 0; v < (votes.starts[i + 1] ?? 0); v++) {
    const x = (abilities[votes.rater[v] ?? 0] ?? 0) * easiness;
    const sigma = sigmoid(x);
    slope += ((right[v] ?? 0) - sigma) * x;
    bend += sigma * (1 - sigma) * x ** 2;
  }
  const before = itemValue(b, votes, i, right, abilities);
  for (let move = Math.max(-1, Math.min(1, slope / bend)); Math.abs(move) > 1e-9; move /= 2) {
    if (itemValue(b + move, votes, i, right, abilities) >= before) return b + move;
  }
  return b;
}

/** What an item's votes and prior add to the expected log posterior, but for a constant. */
function itemValue(b: number, { starts, rater }: Votes, i: number, right: Float64Array, abilities: Float64Array): number {
  let value = -((b - 1) ** 2) / 2;
  for (let v = starts[i] ?? 0; v < (starts[i + 1] ?? 0); v++) {
    const x = (abilities[rater[v] ?? 0] ?? 0) * Math.exp(b);
    value += (right[v] ?? 0) * x - softplus(x);
  }
  return value;
}

function expectedValue(votes: Votes, right: Float64Array, abilities: Float64Array, logEasiness: Float64Array): number {
  const { items, categories: q, starts, rater } = votes;
  let value = 0;
  for (const ability of abilities) value -= (ability - 1) ** 2 / 2;
  for (const b of logEasiness) value -= (b - 1) ** 2 / 2;
  for (let i = 0; i < items; i++) {
    for (let v = starts[i] ?? 0; v < (starts[i + 1] ?? 0); v++) {
      const x = (abilities[rater[v] ?? 0] ?? 0) * Math.exp(logEasiness[i] ?? 0);
      const chance = right[v] ?? 0;
      value += chance * -softplus(-x) + (1 - chance) * (-softplus(x) - Math.log(Math.max(1, q - 1)));
    }
  }
  return value;
}
