import type { Figure, ReportedFilters } from "@/lib/agreement/types";
import type { ModelsCompared } from "./beside-types";
import type { RankOptions } from "./schema";

/** A model's place among the others. */
export interface RankedModel {
  model: string;
  /** Labels on its comparisons with other models that count. */
  battles: number;
  /** Log strength, mean 0 over the models: the log odds of i against j are the difference. Null under Elo. */
  log: Figure;
  /** On Elo's scale. */
  rating: Figure;
  /** 1 + how many models are stronger; null without strengths. */
  rank: number | null;
  /** In which ranks 95 % of the resamples put it (under Elo: the random orders); null without intervals. */
  rankLow: number | null;
  rankHigh: number | null;
  /** Wins and half the ties over battles, whoever the others are. */
  winRate: Figure;
}

/** One model against another, the row against the column. */
export interface ModelDuel {
  a: string;
  b: string;
  wins: number;
  ties: number;
  losses: number;
}

/** Which model is preferred, by whom, and how sure that is: the same for page, API and command line. */
export interface RankReport {
  project: string;
  criterion: string;
  by: string;
  round: number | null;
  /** Which labels alone were counted. */
  filters: ReportedFilters;
  /** Who judged, as ids of annotators. */
  annotators: string[];
  method: RankOptions["method"];
  scale: { anchor: "mean"; mean: number };
  /** The strongest first; without strengths by win rate. */
  models: RankedModel[];
  duels: ModelDuel[];
  /** Ties among the battles, how the method takes them, and its parameter (Davidson's ν, Rao and Kupper's θ). */
  ties: { battles: number; share: Figure; treatment: "half a win" | "modelled"; parameter: number | null };
  /** Log odds for the response shown first, of two equal models. */
  positionEffect: Figure;
  /** Whether every model is tied to every other by a chain of "did not lose to". */
  connected: boolean;
  /** Why there are no strengths. */
  reason: string | null;
  /** Groups of models that are apart, the largest first: never compared with another group, or one never lost to it. Empty when connected. */
  apart: string[][];
  /** Labels left out: their comparison names no two different models. */
  dropped: number;
  generatedAt: string;
  seed: number;
  labelsVersion: string;
}

/** Whether two orders of the same models agree. */
export interface ComparedOrders {
  /** Models that both have a strength for. */
  models: number;
  /** Pairs of them, those in the same order in both, and Kendall's τ-b of the strengths; null with its reason. */
  pairs: number;
  same: number;
  tau: { estimate: number | null; reason: string | null };
}

/** What the page of models shows. */
export interface ModelsBeside {
  people: RankReport;
  judge: { id: string; name: string; report: RankReport } | null;
  judges: readonly { id: string; name: string }[];
  order: ComparedOrders | null;
  /** The order of people and of both together, on the comparisons that both labelled. */
  combinedOrder: ComparedOrders | null;
  compared: ModelsCompared;
}
