import { createHash } from "node:crypto";
import type { Resampling } from "@/lib/agreement/figures";
import { type JudgePart, ratingsOf } from "@/lib/agreement/judge/judge-part";
import type { JudgeOrders } from "@/lib/agreement/judge/report-position";
import type { Ratings } from "@/lib/agreement/ratings";
import { ANSWERS } from "@/lib/labels/columns/label-store";
import type { LabelColumns } from "@/lib/labels/label-columns";
import { listConfident } from "./majorities";
import type { StyleEffect, StyleSides } from "./read-styles";
import { reportByConfidence } from "./report-confidence";
import { reportPositionEffect, reportStyleEffect } from "./report-effects";
import { reportFitted } from "./report-fitted";
import { reportSelective } from "./report-selective";
import { tabulateProbabilities } from "./tabulate-probabilities";
import type { JudgeAnswers, JudgeEffect, JudgeFigures } from "./types";

/** What a judge's figures are made of. */
export interface FiguresFrame {
  ratings: Ratings;
  /** The judge's place among the ratings' annotators. */
  of: number;
  /** By unit of the ratings: the comparison's id. */
  ids: readonly string[];
  /** By rating of a person: 1 pressed at the left, −1 at the right, 0 a tie or unknown. */
  lefts: Int8Array;
  target: number;
  delta: number;
  resampling: Resampling;
  orders: readonly JudgeOrders[];
  /** By number of the comparison: −1 where A is longer, 1 where B is. */
  longer: Int8Array;
  readStyles: (ids: readonly string[]) => Promise<ReadonlyMap<string, StyleSides>>;
}

/** Comparisons whose responses' looks are compared at most: their texts have to be read. */
const STYLES_OF = 5_000;

/** The figures of one judge that the agreement report leaves out. */
export async function buildFigures(
  frame: FiguresFrame,
): Promise<Pick<JudgeFigures, "byProbability" | "calibration" | "byConfidence" | "selective" | "effects">> {
  const { ratings, of, resampling, target, delta, ids } = frame;
  const own = ratingsOf(ratings, of);
  const part: JudgePart = { ratings, own, id: ratings.annotators[of]?.id ?? "", resampling };
  const calibration = await reportFitted(part);
  const confident = listConfident(part);
  const drawOf = (unit: number) => toDraw(ids[unit] ?? "", resampling.seed);
  return {
    byProbability: tabulateProbabilities(part),
    calibration,
    byConfidence: calibration ? await reportByConfidence(part, confident.labels) : [],
    selective: calibration ? reportSelective(part, { ...confident, target, delta, drawOf }) : null,
    effects: await reportEffects(frame, part, drawOf),
  };
}

async function reportEffects(
  { ratings, ids, lefts, orders, longer, readStyles }: FiguresFrame,
  part: JudgePart,
  drawOf: (unit: number) => number,
): Promise<JudgeEffect[]> {
  const shared: number[] = [];
  for (let unit = 0; unit < ratings.units; unit++) {
    if ((part.own[unit] ?? -1) >= 0 && (ratings.peopleEnds[unit] ?? 0) > (ratings.starts[unit] ?? 0)) shared.push(unit);
  }
  const looked = shared.length <= STYLES_OF ? shared : drawUnits(shared, drawOf);
  const styles = await readStyles(looked.map((unit) => ids[unit] ?? ""));
  const none = shared.length === 0 ? "no comparison has a label of a person and of this annotator" : null;
  const sidesOf = (style: StyleEffect): Int8Array => {
    const sides = new Int8Array(ratings.units);
    for (const unit of looked) sides[unit] = styles.get(ids[unit] ?? "")?.[style] ?? 0;
    return sides;
  };
  const lengths = Int8Array.from(ratings.comparison, (comparison) => longer[comparison] ?? 0);
  return [
    await reportPositionEffect(part, orders, lefts),
    await reportStyleEffect(part, "length", lengths, none ?? "all pairs are of equal length"),
    await reportStyleEffect(part, "lists", sidesOf("lists"), none ?? "no two responses differ in list items"),
    await reportStyleEffect(part, "headers", sidesOf("headers"), none ?? "no two responses differ in headers"),
    await reportStyleEffect(part, "code", sidesOf("code"), none ?? "no two responses differ in blocks of code"),
  ];
}

function drawUnits(units: readonly number[], drawOf: (unit: number) => number): number[] {
  const drawn = units.map((unit) => ({ unit, draw: drawOf(unit) })).sort((a, b) => a.draw - b.draw);
  return drawn.slice(0, STYLES_OF).map(({ unit }) => unit);
}

/** A number in [0, 1) that an id and a seed always have: a draw that does not depend on the order in which labels were read. */
function toDraw(id: string, seed: number): number {
  return createHash("sha256").update(`${seed} ${id}`).digest().readUIntBE(0, 6) / 2 ** 48;
}

/** What an annotator said on a criterion; withdrawn comparisons are left out. */
export function countAnswers({ labels, count, withdrawn }: LabelColumns, annotator: number, criterion: number): JudgeAnswers {
  const answers: JudgeAnswers = { total: 0, preferA: 0, ties: 0, preferB: 0, unsettled: 0, unreadable: 0, soft: 0 };
  for (let i = 0; i < count; i++) {
    if (labels.annotator[i] !== annotator || labels.criterion[i] !== criterion) continue;
    if (withdrawn[labels.comparison[i] ?? 0] === 1) continue;
    answers.total++;
    if (!Number.isNaN(labels.probabilityB[i])) answers.soft++;
    const answer = ANSWERS[labels.answer[i] ?? 0];
    if (answer === "INVALID") answers.unreadable++;
    else if (answer === "UNSETTLED") answers.unsettled++;
    else if (answer === "PREFERENCE") {
      const score = labels.score[i] ?? 0;
      if (score === 0) answers.ties++;
      else if (score < 0) answers.preferA++;
      else answers.preferB++;
    }
  }
  return answers;
}

/** By rating: 1 where a person pressed at the left, −1 at the right; 0 for ties, judges, and where the side is unknown. */
export function findLefts({ annotator, annotators, row }: Ratings, { labels }: LabelColumns, asksWorse: boolean): Int8Array {
  return Int8Array.from(row, (of, rating) => {
    const swapped = labels.presentedSwapped[of] ?? -1;
    const score = labels.score[of] ?? 0;
    if (annotators[annotator[rating] ?? -1]?.kind !== "HUMAN" || swapped < 0 || score === 0) return 0;
    // Left stands for A unless swapped; a question for the worse is answered by pressing the other side.
    return score < 0 !== ((swapped === 1) !== asksWorse) ? 1 : -1;
  });
}
