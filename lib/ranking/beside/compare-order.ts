import { type Resampling, runSteps } from "@/lib/agreement/figures";
import type { OrderAgreement } from "@/lib/ranking/beside-types";
import {
  type BattleTable,
  battleCell,
  bootstrapInSteps,
  createClusterTally,
  crossTabulate,
  type Estimate,
  fitStrengths,
  kendallTauB,
  none,
  type OutcomeModel,
  spearman,
  type TallyStatistic,
} from "@/lib/stats";
import type { BattleColumns } from "./gather-battles";

/** Four fits a resample cost the cube of the models: with many of them fewer resamples are made. */
const RESAMPLES = 500;
const FEWEST_RESAMPLES = 100;
const WORK = 1e7;

/**
 * Kendall's τ-b and Spearman's ρ of the models' strengths by people and by a judge. Whole clusters are resampled with all their labels, people's and
 * the judge's together, and both fits made anew each time.
 */
export async function compareOrder(
  people: BattleColumns,
  judge: BattleColumns,
  model: OutcomeModel,
  { seed, breathe }: Resampling,
): Promise<OrderAgreement> {
  const [own, theirs] = [people.models.length, judge.models.length];
  const shift = own * own * 3;
  const tally = createClusterTally(shift + theirs * theirs * 3);
  let [p, j] = [0, 0];
  // Both come in ascending order of clusters.
  while (p < people.cluster.length || j < judge.cluster.length) {
    const next = Math.min(people.cluster[p] ?? Number.POSITIVE_INFINITY, judge.cluster[j] ?? Number.POSITIVE_INFINITY);
    for (; people.cluster[p] === next; p++) tally.add(cellOf(people, p), 1);
    for (; judge.cluster[j] === next; j++) tally.add(shift + cellOf(judge, j), 1);
    tally.endCluster();
  }
  const shared = people.models.flatMap((name, place) => {
    const other = judge.models.indexOf(name);
    return other < 0 ? [] : [[place, other] as const];
  });
  const statisticOf = (compute: (table: ReturnType<typeof crossTabulate>) => Estimate): TallyStatistic => ({
    compute: (totals) => {
      const table = toOrders(totals, { own, theirs, shift, shared, model });
      return typeof table === "string" ? none(table) : compute(table);
    },
  });
  const resamples = Math.max(FEWEST_RESAMPLES, Math.min(RESAMPLES, Math.floor(WORK / Math.max(1, own ** 3 + theirs ** 3))));
  const steps = bootstrapInSteps(tally.finish(), [statisticOf(kendallTauB), statisticOf(spearman)], {
    seed,
    resamples,
    stream: "order of models",
  });
  const nothing = { estimate: null, low: null, high: null, level: 0.95, method: "none", reason: "there is no battle" };
  const [tau = nothing, rho = nothing] = await runSteps(steps, { breathe });
  return { models: shared.length, tau, rho };
}

interface Halves {
  own: number;
  theirs: number;
  /** Where the judge's table begins. */
  shift: number;
  /** Places of the models that both have. */
  shared: readonly (readonly [number, number])[];
  model: OutcomeModel;
}

function toOrders(totals: BattleTable, { own, theirs, shift, shared, model }: Halves): ReturnType<typeof crossTabulate> | string {
  if (shared.length < 2) return "fewer than two models have labels of both";
  const mine = fitStrengths(totals.subarray(0, shift), own, { model });
  if (!mine.strengths) return `by people: ${mine.reason}`;
  const other = fitStrengths(totals.subarray(shift), theirs, { model });
  if (!other.strengths) return `by the judge: ${other.reason}`;
  // Fits end within 1e-9: strengths that are equal must not be ordered by what is left.
  const rounded = (value: number | undefined) => Math.round((value ?? 0) * 1e7) / 1e7;
  return crossTabulate(
    shared.map(([place]) => rounded(mine.strengths[place])),
    shared.map(([, place]) => rounded(other.strengths[place])),
  );
}

/** A battle's cell in a folded table: the lower place on the left. */
function cellOf({ left, right, outcome, models }: BattleColumns, row: number): number {
  const [a, b, won] = [left[row] ?? 0, right[row] ?? 0, outcome[row] ?? 0];
  return a > b ? battleCell(models.length, b, a, 2 - won) : battleCell(models.length, a, b, won);
}
