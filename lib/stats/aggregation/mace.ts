import { digamma } from "@/lib/stats/numeric/digamma";
import { createRandom, type Random } from "@/lib/stats/random";
import type { Votes } from "./votes";

/** What MACE believes. */
export interface MaceModel {
  /** items × categories, row-major; of an item without votes, all alike. */
  readonly posteriors: Float64Array;
  /** For each rater the chance that a vote is meant and not a habit, in [0, 1]. */
  readonly competence: Float64Array;
  /** raters × categories: what a rater gives when they do not look. */
  readonly habits: Float64Array;
  readonly logLikelihood: number;
}

/** How MACE is fitted. */
export interface MaceOptions {
  readonly restarts?: number;
  readonly steps?: number;
  readonly seed?: number;
}

/**
 * MACE: a rater either knows the truth of an item and says it, or answers out of a habit of their own; by variational EM from several
 * random beginnings, of which the likeliest end is kept.
 *
 * vote = truth with chance θ, else drawn from ξ; priors Beta(½, ½) on θ and Dirichlet(10) on ξ, truth uniform.
 *
 * @see Hovy, Berg-Kirkpatrick, Vaswani & Hovy (2013), "Learning whom to trust with MACE". O(restarts · steps · votes · categories).
 */
export function mace(votes: Votes, options: MaceOptions = {}): MaceModel {
  const steps = maceInSteps(votes, options);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/** As `mace`, but stopping after every step, so that a caller who has other things to do can do them. */
export function* maceInSteps(
  votes: Votes,
  { restarts = 10, steps = 50, seed = 1 }: MaceOptions = {},
): Generator<void, MaceModel> {
  const random = createRandom(seed, "MACE");
  let best: MaceModel | null = null;
  for (let restart = 0; restart < Math.max(1, restarts); restart++) {
    const model = yield* fitOnce(votes, random, steps);
    if (!best || model.logLikelihood > best.logLikelihood) best = model;
  }
  return best ?? (yield* fitOnce(votes, random, steps));
}

/** Chances of a rater: of habit and of knowing, and of each category by habit. Variational ones need not add up to 1. */
interface Chances {
  readonly habit: Float64Array;
  readonly knowing: Float64Array;
  readonly habits: Float64Array;
}

function* fitOnce(votes: Votes, random: Random, steps: number): Generator<void, MaceModel> {
  const { raters, categories: q } = votes;
  const draw = (length: number) => Float64Array.from({ length }, () => 1 + 0.5 * random.next());
  const chances: Chances = { habit: draw(raters), knowing: draw(raters), habits: draw(raters * q) };
  for (let r = 0; r < raters; r++) {
    const sum = (chances.habit[r] ?? 0) + (chances.knowing[r] ?? 0);
    chances.habit[r] = (chances.habit[r] ?? 0) / sum;
    chances.knowing[r] = (chances.knowing[r] ?? 0) / sum;
    const own = chances.habits.subarray(r * q, (r + 1) * q);
    const all = own.reduce((total, chance) => total + chance, 0);
    for (let k = 0; k < q; k++) own[k] = (own[k] ?? 0) / all;
  }
  const posteriors = new Float64Array(votes.items * q);
  const counts: Chances = {
    habit: new Float64Array(raters),
    knowing: new Float64Array(raters),
    habits: new Float64Array(raters * q),
  };
  expect(votes, chances, posteriors, counts);
  let logLikelihood = 0;
  for (let step = 0; step < steps; step++) {
    maximise(counts, chances, q);
    logLikelihood = expect(votes, chances, posteriors, counts);
    yield;
  }
  return { posteriors, competence: knowingShare(chances), habits: normalised(chances.habits, q), logLikelihood };
}

/** Posteriors of items and expected counts of habit and knowing; returns the log likelihood. */
function expect(
  { items, categories: q, starts, rater, category }: Votes,
  chances: Chances,
  posteriors: Float64Array,
  counts: Chances,
) {
  for (const column of [counts.habit, counts.knowing, counts.habits]) column.fill(0);
  let logLikelihood = 0;
  for (let i = 0; i < items; i++) {
    const own = posteriors.subarray(i * q, (i + 1) * q).fill(1 / q);
    const [from, end] = [starts[i] ?? 0, starts[i + 1] ?? 0];
    for (let v = from; v < end; v++) {
      const [r, k] = [rater[v] ?? 0, category[v] ?? 0];
      const byHabit = (chances.habit[r] ?? 0) * (chances.habits[r * q + k] ?? 0);
      for (let j = 0; j < q; j++) own[j] = (own[j] ?? 0) * (byHabit + (j === k ? (chances.knowing[r] ?? 0) : 0));
    }
    const sum = own.reduce((total, product) => total + product, 0);
    logLikelihood += Math.log(sum + 1e-300);
    for (let j = 0; j < q; j++) own[j] = sum > 0 ? (own[j] ?? 0) / sum : 1 / q;
    for (let v = from; v < end; v++) {
      const [r, k] = [rater[v] ?? 0, category[v] ?? 0];
      const byHabit = (chances.habit[r] ?? 0) * (chances.habits[r * q + k] ?? 0);
      const knowing = chances.knowing[r] ?? 0;
      const meant = ((own[k] ?? 0) * knowing) / (byHabit + knowing);
      counts.knowing[r] = (counts.knowing[r] ?? 0) + meant;
      counts.habit[r] = (counts.habit[r] ?? 0) + 1 - meant;
      counts.habits[r * q + k] = (counts.habits[r * q + k] ?? 0) + 1 - meant;
    }
  }
  return logLikelihood;
}

const COMPETENCE_PRIOR = 0.5;
const HABIT_PRIOR = 10;

/** Variational means: e^ψ(count + prior) over e^ψ(their sum). */
function maximise(counts: Chances, chances: Chances, q: number): void {
  for (let r = 0; r < counts.habit.length; r++) {
    const habit = (counts.habit[r] ?? 0) + COMPETENCE_PRIOR;
    const knowing = (counts.knowing[r] ?? 0) + COMPETENCE_PRIOR;
    chances.habit[r] = Math.exp(digamma(habit) - digamma(habit + knowing));
    chances.knowing[r] = Math.exp(digamma(knowing) - digamma(habit + knowing));
    let all = 0;
    for (let k = 0; k < q; k++) all += (counts.habits[r * q + k] ?? 0) + HABIT_PRIOR;
    for (let k = 0; k < q; k++) {
      chances.habits[r * q + k] = Math.exp(digamma((counts.habits[r * q + k] ?? 0) + HABIT_PRIOR) - digamma(all));
    }
  }
}

function knowingShare({ habit, knowing }: Chances): Float64Array {
  return knowing.map((own, r) => own / (own + (habit[r] ?? 0)));
}

function normalised(habits: Float64Array, q: number): Float64Array {
  return habits.map((own, at) => {
    const from = Math.floor(at / q) * q;
    return own / habits.subarray(from, from + q).reduce((sum, chance) => sum + chance, 0);
  });
}
