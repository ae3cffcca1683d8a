import type { Polarity, PromptOrder } from "./types";

/** One readable or unreadable verdict of a judge on a comparison. */
export interface CallVerdict {
  order: PromptOrder;
  /** The principle that it was asked by; null: none of its own. */
  principleId: string | null;
  /** P(the response listed first is meant), in [0, 1]; null when it could not be read, and for a direct judge. */
  probabilityFirst: number | null;
  /** Of a direct judge: what the one response gets, 1 to 10. */
  score: number | null;
}

/** How calls become one label. */
export interface AggregationRule {
  /** "score": each order is a score of one response, AB of A and BA of B. */
  kind: "pairwise" | "multiple-choice" | "score";
  orders: "both" | PromptOrder;
  /** What the prompt asked for. */
  polarity: Polarity;
  /** "vote": each verdict counts as its own preference, wholly. */
  aggregation: "mean" | "vote";
  /** What each principle counts for in an ensemble; those that are not named count 1. */
  weights?: ReadonlyMap<string, number>;
  /** |p − ½| up to this is a tie, in [0, 0.5). */
  tieBand: number;
  /** What stands when the two orders name different responses. */
  onContradiction: "average" | "tie" | "none";
  clamp: { low: number; high: number } | null;
  /** The scores of the project's scale for one side, from its weakest to its strongest level. */
  strengths: readonly number[];
}

/** A judge's label on one comparison. */
export interface AggregatedLabel {
  answer: "PREFERENCE" | "UNSETTLED" | "INVALID";
  /** −4 to +4, positive for B; null unless a preference. */
  score: number | null;
  /** P(B is better), in [0, 1], before any clamp; null when invalid. */
  probabilityB: number | null;
  /** The same within the version's bounds; null without bounds. */
  probabilityBClamped: number | null;
  /** Whether both orders named the same response; null with one order, an unreadable verdict, or a direct judge. */
  orderConsistent: boolean | null;
}

/** What the calls of one principle say together. */
export interface PrincipleVerdict {
  principleId: string | null;
  /** P(B is better), in [0, 1]; null when an order of it could not be read. */
  probabilityB: number | null;
  /** P(B is better) by each order: of the calls that could be read. */
  byOrder: Readonly<Partial<Record<PromptOrder, number>>>;
}

/**
 * A comparison's calls as one label: probabilities averaged over samples within an order, then over orders, each turned to speak of the
 * same response, then over principles by weight. p_A = (P₁(first) + 1 − P₂(first)) / 2, probabilityB = 1 − p_A; a question for the worse
 * one turns it once more. The clamp comes last, and decides nothing: preference and score are of the raw probability.
 *
 * An order without a readable verdict makes a principle, and if it is all there is the label, INVALID: one order alone would bring the bias
 * of its side into the label.
 *
 * @returns Null while an order has no call at all: there is nothing to say yet.
 */
export function aggregateCalls(calls: readonly CallVerdict[], rule: AggregationRule): AggregatedLabel | null {
  const principles = toPrincipleVerdicts(calls, rule);
  if (principles === null) return null;
  const readable = principles.filter((each) => each.probabilityB !== null);
  if (readable.length === 0) {
    return { answer: "INVALID", score: null, probabilityB: null, probabilityBClamped: null, orderConsistent: null };
  }
  const weightOf = ({ principleId }: PrincipleVerdict): number => rule.weights?.get(principleId ?? "") ?? 1;
  const mean = (of: (verdict: PrincipleVerdict) => number): number => {
    const [only] = readable;
    // A weight against nothing would only bring its rounding in.
    if (only && readable.length === 1) return of(only);
    const total = readable.reduce((sum, verdict) => sum + weightOf(verdict), 0);
    return readable.reduce((sum, verdict) => sum + weightOf(verdict) * of(verdict), 0) / total;
  };
  const probabilityB = mean((verdict) => verdict.probabilityB ?? 0);
  const hasOrders = rule.kind !== "score" && rule.orders === "both";
  const orderConsistent = hasOrders
    ? (mean(({ byOrder }) => byOrder.AB ?? 0) - 0.5) * (mean(({ byOrder }) => byOrder.BA ?? 0) - 0.5) >= 0
    : null;
  const probabilityBClamped = rule.clamp && Math.min(Math.max(probabilityB, rule.clamp.low), rule.clamp.high);
  const label = { probabilityB, probabilityBClamped, orderConsistent };
  if (orderConsistent === false && rule.onContradiction === "none") return { answer: "UNSETTLED", score: null, ...label };
  const isTie = orderConsistent === false && rule.onContradiction === "tie";
  return { answer: "PREFERENCE", score: isTie ? 0 : scoreOf(probabilityB, rule), ...label };
}

/**
 * What each principle of a comparison's calls says, in the order in which they come.
 *
 * @returns Null while an order of one of them has no call at all.
 */
export function toPrincipleVerdicts(calls: readonly CallVerdict[], rule: AggregationRule): PrincipleVerdict[] | null {
  const orders: readonly PromptOrder[] = rule.orders === "both" ? ["AB", "BA"] : [rule.orders];
  const ids = [...new Set(calls.map(({ principleId }) => principleId))];
  if (ids.length === 0) return null;
  const verdicts: PrincipleVerdict[] = [];
  for (const principleId of ids) {
    const ofPrinciple = calls.filter((call) => call.principleId === principleId);
    const byOrder: Partial<Record<PromptOrder, number>> = {};
    for (const order of orders) {
      const ofOrder = ofPrinciple.filter((call) => call.order === order);
      if (ofOrder.length === 0) return null;
      const read = readable(ofOrder, rule);
      if (read.length > 0) byOrder[order] = rule.kind === "score" ? mean(read) : toProbabilityB(mean(read), order, rule.polarity);
    }
    verdicts.push(toVerdict(principleId, byOrder, orders, rule));
  }
  return verdicts;
}

function toVerdict(
  principleId: string | null,
  byOrder: Partial<Record<PromptOrder, number>>,
  orders: readonly PromptOrder[],
  rule: AggregationRule,
): PrincipleVerdict {
  const values = orders.flatMap((order) => byOrder[order] ?? []);
  if (values.length < orders.length) return { principleId, probabilityB: null, byOrder: rule.kind === "score" ? {} : byOrder };
  if (rule.kind !== "score") return { principleId, probabilityB: mean(values), byOrder };
  return { principleId, probabilityB: fromScores(byOrder.AB ?? 0, byOrder.BA ?? 0, rule.polarity), byOrder: {} };
}

/**
 * P(B is better) that stands for two scores from 1 to 10: ½ + (s_B − s_A) / 18, their difference as a share of the greatest possible one. It
 * orders comparisons as the scores do, and is no calibrated probability. Scores of harm are turned once.
 */
export function fromScores(scoreA: number, scoreB: number, polarity: Polarity): number {
  const difference = (scoreB - scoreA) / 18;
  return polarity === "WORSE" ? 0.5 - difference : 0.5 + difference;
}

/** P(B is better) from P(the response listed first is the one asked for). */
export function toProbabilityB(probabilityFirst: number, order: PromptOrder, polarity: Polarity): number {
  const isAboutA = order === "AB";
  const asksWorse = polarity === "WORSE";
  return isAboutA === asksWorse ? probabilityFirst : 1 - probabilityFirst;
}

/**
 * The one rule from a probability to a score: B above ½, A below, a tie within the band; |p − ½| cut into as many equal parts as the scale
 * has levels a side, [low, high) and the last one closed.
 */
export function scoreOf(probabilityB: number, { tieBand, strengths }: Pick<AggregationRule, "tieBand" | "strengths">): number {
  const distance = Math.abs(probabilityB - 0.5);
  if (distance <= tieBand) return 0;
  const part = Math.min(Math.floor(distance * 2 * strengths.length), strengths.length - 1);
  const strength = strengths[part];
  if (strength === undefined) throw new RangeError("A scale has at least one level a side.");
  return probabilityB > 0.5 ? strength : -strength;
}

/** What the readable ones of some calls say, each as itself or as its vote. */
function readable(calls: readonly CallVerdict[], { kind, aggregation }: AggregationRule): number[] {
  if (kind === "score") return calls.flatMap(({ score }) => (score === null ? [] : [score]));
  const said = calls.flatMap(({ probabilityFirst }) => (probabilityFirst === null ? [] : [probabilityFirst]));
  return aggregation === "vote" ? said.map((p) => (Math.sign(p - 0.5) + 1) / 2) : said;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
