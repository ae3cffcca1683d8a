import { FEW_CLUSTERS, type FigureContext, type Resampling, shareOf, toFigures } from "@/lib/agreement/figures";
import type { Figure } from "@/lib/agreement/types";
import {
  type BattleTable,
  battleCell,
  bootstrapStrengthsInSteps,
  bradleyTerry,
  checkConnection,
  davidson,
  eloByOrder,
  fitStrengths,
  type IntervalEstimate,
  type OutcomeModel,
  ranksOf,
  raoKupper,
  type StrengthFit,
  share,
  sideSandwich,
  strengthJackknife,
  strengthSandwich,
  type TallyStatistic,
  TIE,
  toEloScale,
  winRate,
} from "@/lib/stats";
import type { RankOptions } from "./schema";
import type { LabelBattles } from "./to-battles";
import type { ModelDuel, RankedModel, RankReport } from "./types";

/** A rank report but for where it comes from. */
export type Ranking = Pick<
  RankReport,
  "method" | "scale" | "models" | "duels" | "ties" | "positionEffect" | "connected" | "reason" | "apart" | "dropped"
>;

/** The mean of all models on Elo's scale. */
const MEAN = 1000;
const MODELS: Readonly<Record<Exclude<RankOptions["method"], "elo">, OutcomeModel>> = {
  "bradley-terry": bradleyTerry,
  davidson,
  "rao-kupper": raoKupper,
};

/** Strengths, ranks and win rates from battles. Nothing is read here: the same battles give the same ranking. */
export async function buildRank(
  battles: LabelBattles,
  method: RankOptions["method"],
  annotators: number,
  resampling: Resampling,
): Promise<Ranking> {
  const { models, tally } = battles;
  const table: BattleTable = tally.totals;
  const n: FigureContext["n"] = {
    comparisons: battles.comparisons,
    labels: battles.left.length,
    annotators,
    dropped: battles.dropped,
  };
  const context: FigureContext = { resampling, stream: "win rates", n };
  const statistics = new Map<string, TallyStatistic>(models.map((_, i) => [`model ${i}`, winRate(models.length, i)]));
  const rates = await toFigures(tally, Object.fromEntries([...statistics, ["ties", shareOf(tieShareOf)]]), context);
  const { connection, strengths } = await rankBy(method, battles, resampling, { ...n, clusters: tally.clusters });
  const ranked = models.map((model, i): RankedModel => {
    const own = strengths(i);
    return {
      model,
      battles: countOf(table, models.length, i),
      ...own,
      winRate: rates[`model ${i}`] ?? none("the model was in no battle", { ...n, clusters: tally.clusters }),
    };
  });
  return {
    method,
    scale: { anchor: "mean", mean: MEAN },
    models: ranked.sort(compareRanked),
    duels: listDuels(table, models),
    ties: {
      battles: countTies(table),
      share: rates.ties ?? none("there is no battle", { ...n, clusters: tally.clusters }),
      treatment: method === "davidson" || method === "rao-kupper" ? "modelled" : "half a win",
      parameter: connection.tie,
    },
    positionEffect: await positionEffectOf(battles, resampling, n),
    connected: connection.isConnected,
    reason: connection.reason,
    apart: listApart(table, models),
    dropped: battles.dropped,
  };
}

/** The groups of models that are apart: those that never met the others, or where all met, those of which one never lost to another. */
function listApart(table: BattleTable, models: readonly string[]): string[][] {
  const { isConnected, groups, met } = checkConnection(table, models.length);
  if (isConnected || models.length < 2) return [];
  const by = new Set(met).size > 1 ? met : groups;
  const listed = new Map<number, string[]>();
  for (const [place, model] of models.entries()) listed.set(by[place] ?? 0, [...(listed.get(by[place] ?? 0) ?? []), model]);
  return [...listed.values()].sort((a, b) => b.length - a.length || ((a[0] ?? "") < (b[0] ?? "") ? -1 : 1));
}

type Strength = Pick<RankedModel, "log" | "rating" | "rank" | "rankLow" | "rankHigh">;

interface Ranked {
  connection: { isConnected: boolean; reason: string | null; tie: number | null };
  strengths: (model: number) => Strength;
}

async function rankBy(
  method: RankOptions["method"],
  battles: LabelBattles,
  resampling: Resampling,
  n: Figure["n"],
): Promise<Ranked> {
  const { isConnected, reason } = checkConnection(battles.tally.totals, battles.models.length);
  if (method === "elo") return byElo(battles, { isConnected, reason, seed: resampling.seed, n });
  const fit = fitStrengths(battles.tally.totals, battles.models.length, { model: MODELS[method] });
  if (!fit.strengths) {
    const figure = none(fit.reason, n);
    const strength = { log: figure, rating: figure, rank: null, rankLow: null, rankHigh: null };
    return { connection: { isConnected, reason: fit.reason, tie: null }, strengths: () => strength };
  }
  const { strengths, ranks } = await resample(battles.tally, fit, resampling, "strengths");
  return {
    connection: { isConnected, reason: null, tie: fit.tie },
    strengths: (model) => {
      const log = strengths[model];
      const rank = ranks[model];
      const figure = log ? { ...log, n } : none("the model was in no battle", n);
      return {
        log: figure,
        rating: onEloScale(figure),
        rank: rank?.rank ?? null,
        rankLow: rank?.low ?? null,
        rankHigh: rank?.high ?? null,
      };
    },
  };
}

/** Elo goes through the labels by their time. What it calls a rating has no interval: only its dependence on the order can be shown. */
function byElo(
  battles: LabelBattles,
  { isConnected, reason, seed, n }: { isConnected: boolean; reason: string | null; seed: number; n: Figure["n"] },
): Ranked {
  const order = Array.from(battles.left, (_, i) => i).sort(
    (i, j) => (battles.submittedAt[i] ?? 0) - (battles.submittedAt[j] ?? 0) || i - j,
  );
  const pick = (column: ArrayLike<number>) => order.map((i) => column[i] ?? 0);
  const inTime = {
    left: pick(battles.left),
    right: pick(battles.right),
    outcome: pick(battles.outcome),
    clusters: pick(battles.clusters),
  };
  const ratings = eloByOrder(inTime, battles.models.length, { seed });
  const ranks = ranksOf(ratings.map(({ rating }) => rating));
  const log = none("Elo has ratings, and no strengths", n);
  return {
    connection: { isConnected, reason, tie: null },
    strengths: (model) => {
      const own = ratings[model];
      if (!own) return { log, rating: log, rank: null, rankLow: null, rankHigh: null };
      const span = `${Math.round(own.low)} to ${Math.round(own.high)} in 200 random orders`;
      return {
        log,
        rating: {
          ...none(`no interval: a rating of Elo depends on the order of the labels (${span})`, n),
          estimate: own.rating,
          method: "Elo, k = 4, labels by their time",
        },
        rank: ranks[model] ?? null,
        rankLow: own.bestRank,
        rankHigh: own.worstRank,
      };
    },
  };
}

async function resample(
  tally: LabelBattles["tally"],
  fit: StrengthFit,
  { seed, resamples, breathe }: Resampling,
  stream: string,
) {
  if (tally.clusters >= 2 && tally.clusters < FEW_CLUSTERS) return fromFewClusters(tally, fit);
  const steps = bootstrapStrengthsInSteps(tally, fit, { seed, resamples, stream });
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    const turn = breathe();
    if (turn) await turn;
  }
}

/**
 * Over few clusters resamples hold the truth too seldom, and some are not connected: the jackknife with t, and ranks that its intervals leave
 * open. Where the models fall apart without one of the clusters, the sandwich.
 */
function fromFewClusters(tally: LabelBattles["tally"], fit: StrengthFit) {
  const { strengths, sideEffect } = strengthJackknife(tally, fit) ?? {
    strengths: strengthSandwich(tally, fit),
    sideEffect: fit.sideEffect === null ? null : sideSandwich(tally, fit),
  };
  const ranks = ranksOf(fit.strengths).map((rank, i) => {
    const own = strengths[i];
    if (own?.low == null || own.high === null) return { rank, low: null, high: null };
    const { low, high } = own;
    const above = strengths.filter((other) => other.low !== null && other.low > high).length;
    const below = strengths.filter((other) => other.high !== null && other.high < low).length;
    return { rank, low: 1 + above, high: strengths.length - below };
  });
  return { strengths, sideEffect, ranks };
}

/** From labels that say which response stood first: a fit of its own, with one parameter more. */
async function positionEffectOf({ shown, models }: LabelBattles, resampling: Resampling, n: FigureContext["n"]): Promise<Figure> {
  const labels = shown.totals.reduce((sum, count) => sum + count, 0);
  const counted = { ...n, labels, clusters: shown.clusters, dropped: n.labels - labels };
  if (labels === 0) return none("no label says which response was shown first", counted);
  const fit = fitStrengths(shown.totals, models.length, { hasSideEffect: true });
  if (!fit.strengths) return none(fit.reason, counted);
  const { sideEffect } = await resample(shown, fit, resampling, "side");
  return sideEffect ? { ...sideEffect, n: counted } : none("there is no battle", counted);
}

function onEloScale(log: Figure): Figure {
  const scaled = (value: number | null) => (value === null ? null : toEloScale(value, MEAN));
  return { ...log, estimate: scaled(log.estimate), low: scaled(log.low), high: scaled(log.high) };
}

function none(reason: string, n: Figure["n"]): Figure {
  const nothing: IntervalEstimate = { estimate: null, low: null, high: null, level: 0.95, method: "none", reason };
  return { ...nothing, n };
}

function compareRanked(a: RankedModel, b: RankedModel): number {
  const byRank = (a.rank ?? 0) - (b.rank ?? 0);
  return byRank || (b.winRate.estimate ?? 0) - (a.winRate.estimate ?? 0) || (a.model < b.model ? -1 : 1);
}

function countOf(table: BattleTable, models: number, model: number): number {
  let count = 0;
  for (let other = 0; other < models; other++) {
    const [left, right] = model < other ? [model, other] : [other, model];
    for (let outcome = 0; outcome < 3 && left !== right; outcome++) {
      count += table[battleCell(models, left, right, outcome)] ?? 0;
    }
  }
  return count;
}

function countTies(table: BattleTable): number {
  return table.reduce((sum, count, cell) => (cell % 3 === TIE ? sum + count : sum), 0);
}

function tieShareOf(table: BattleTable) {
  const all = table.reduce((sum, count) => sum + count, 0);
  return share(countTies(table), all, "there is no battle");
}

function listDuels(table: BattleTable, models: readonly string[]): ModelDuel[] {
  return models.flatMap((a, left) =>
    models.flatMap((b, right) => {
      if (left >= right) return [];
      const at = (outcome: number) => table[battleCell(models.length, left, right, outcome)] ?? 0;
      const duel = { a, b, wins: at(0), ties: at(1), losses: at(2) };
      return duel.wins + duel.ties + duel.losses > 0 ? [duel] : [];
    }),
  );
}
