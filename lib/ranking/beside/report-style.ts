import tQuantile from "@stdlib/stats-base-dists-t-quantile";
import { STYLES, type StyleEffects, type StyleOdds } from "@/lib/ranking/beside-types";
import { fitStyledStrengths, type IntervalEstimate } from "@/lib/stats";
import type { BattleColumns } from "./gather-battles";

/** How far each comparison's responses differ in each style, model A less model B over both, in the order of `STYLES`; by number of the comparison. */
export type StyleContrasts = ReadonlyMap<number, readonly number[]>;

/**
 * Odds of being preferred with more of a style, of models of equal strength: Bradley–Terry with covariates, people's labels and the judge's on
 * the same comparisons.
 *
 * @param of - Comparisons among which those with contrasts were drawn.
 */
export function reportStyle(
  people: BattleColumns,
  judge: BattleColumns | null,
  contrasts: StyleContrasts,
  of: number,
): StyleEffects {
  const known = [...contrasts.values()];
  const used = STYLES.map((_, at) => at).filter((at) => known.some((row) => (row[at] ?? 0) !== 0));
  const nothing = (reason: string): StyleEffects => ({ effects: [], comparisons: known.length, of, reason });
  if (used.length === 0) return nothing(known.length === 0 ? "no comparison has labels" : "the responses differ in no style");
  const byPeople = fitOdds(people, contrasts, used);
  if (typeof byPeople === "string") return nothing(`by people: ${byPeople}`);
  const byJudge = judge ? fitOdds(judge, contrasts, used) : null;
  const effects = used.flatMap((at, place): StyleOdds[] => {
    const style = STYLES[at];
    if (style === undefined) return [];
    const unit = style === "length" ? deviation(known.map((row) => row[at] ?? 0)) : 1;
    const judged =
      byJudge === null
        ? null
        : typeof byJudge === "string"
          ? { estimate: null, low: null, high: null, level: 0.95, method: METHOD, reason: `by the judge: ${byJudge}` }
          : toOdds(byJudge[place], unit);
    return [
      {
        style,
        unit: style === "length" ? "one SD" : "one side alone",
        comparisons: known.filter((row) => (row[at] ?? 0) !== 0).length,
        people: toOdds(byPeople[place], unit),
        judge: judged,
      },
    ];
  });
  return { effects, comparisons: known.length, of, reason: null };
}

const METHOD = "Bradley–Terry with style covariates, cluster sandwich with t";

/** An effect on the log odds with its standard error and the degrees of freedom of its t. */
interface Effect {
  effect: number;
  error: number;
  clusters: number;
}

function fitOdds(battles: BattleColumns, contrasts: StyleContrasts, used: readonly number[]): Effect[] | string {
  const rows = Array.from(battles.comparison.keys()).filter((row) => contrasts.has(battles.comparison[row] ?? -1));
  const clusters = rows.map((row) => battles.cluster[row] ?? 0);
  const covariates = Float64Array.from(
    rows.flatMap((row) => used.map((at) => contrasts.get(battles.comparison[row] ?? -1)?.[at] ?? 0)),
  );
  const pick = (column: ArrayLike<number>) => rows.map((row) => column[row] ?? 0);
  const styled = { left: pick(battles.left), right: pick(battles.right), outcome: pick(battles.outcome), clusters };
  const made = fitStyledStrengths({ ...styled, covariates, covariateCount: used.length }, battles.models.length);
  if (!made.strengths) return made.reason;
  const size = battles.models.length + used.length;
  const count = new Set(clusters).size;
  return Array.from(made.effects, (effect, place) => {
    const at = battles.models.length + place;
    return { effect, error: Math.sqrt(Math.max(0, made.covariance[at * size + at] ?? 0)), clusters: count };
  });
}

function toOdds(own: Effect | undefined, unit: number): IntervalEstimate {
  const base = { level: 0.95, method: METHOD };
  if (!own) return { estimate: null, low: null, high: null, ...base, reason: "it does not vary" };
  const estimate = Math.exp(own.effect * unit);
  if (own.clusters < 2) return { estimate, low: null, high: null, ...base, reason: "no interval: it needs two clusters or more" };
  const half = tQuantile(0.975, own.clusters - 1) * own.error;
  return {
    estimate,
    low: Math.exp((own.effect - half) * unit),
    high: Math.exp((own.effect + half) * unit),
    ...base,
    reason: null,
  };
}

function deviation(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
}
