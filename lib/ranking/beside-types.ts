import type { IntervalEstimate } from "@/lib/stats";

/** A model's strength by people and judge together. */
export interface CombinedModel {
  model: string;
  rank: number;
  /** On Elo's scale; `people` from the same battles without the judge's help. */
  rating: IntervalEstimate;
  people: IntervalEstimate;
  /** How much narrower the judge makes the interval, as a share of its width; null without intervals. Below 0 it is wider. */
  saved: number | null;
}

/** Strengths by PPI++: what people would say of all comparisons, from few of their labels and many of a judge. */
export interface CombinedStrengths {
  models: CombinedModel[];
  /** How far the judge is trusted, in [0, 1]; null without strengths. */
  lambda: number | null;
  /** People's labels on comparisons that the judge labelled too, and comparisons that the judge alone labelled. */
  both: number;
  judgeOnly: number;
  /** Why there are no strengths. */
  reason: string | null;
}

/** Whether two orders of the same models agree, with intervals of one joint resampling of people's and the judge's labels. */
export interface OrderAgreement {
  models: number;
  tau: IntervalEstimate;
  rho: IntervalEstimate;
}

/** What of a response's looks may sway. */
export const STYLES = ["length", "lists", "bold", "headers", "code"] as const;
export type Style = (typeof STYLES)[number];

/** The odds of being preferred with more of a style, models' strengths held equal. */
export interface StyleOdds {
  style: Style;
  /** What the odds are for: one standard deviation of the contrast (length), or all of it on one side. */
  unit: "one SD" | "one side alone";
  /** Comparisons on which the two responses differ in it. */
  comparisons: number;
  people: IntervalEstimate;
  judge: IntervalEstimate | null;
}

export interface StyleEffects {
  effects: StyleOdds[];
  /** Comparisons counted, and of how many they were drawn: texts of more are not read. */
  comparisons: number;
  of: number;
  /** Why there are no effects. */
  reason: string | null;
}

/** A model's win rate as it is, and as it would be between responses of equal length. */
export interface LengthControlledRate {
  model: string;
  raw: number | null;
  controlled: IntervalEstimate;
  /** The control moves the rate by more than 10 points and more than a quarter of its distance from one half. */
  movesFar: boolean;
}

/** Comparisons that were not drawn at random: plain means and strengths are of those that were chosen. */
export interface ChosenComparisons {
  /** With labels of people; and of them those that a round chose actively, or with unequal probabilities. */
  comparisons: number;
  active: number;
  unequal: number;
}

/** What stands beside both rankings. */
export interface ModelsCompared {
  combined: CombinedStrengths | null;
  order: OrderAgreement | null;
  style: StyleEffects;
  lengths: { people: LengthControlledRate[]; judge: LengthControlledRate[] | null };
  chosen: ChosenComparisons;
}
