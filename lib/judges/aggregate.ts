import type { Polarity, PromptOrder } from "./types";

/** One readable or unreadable verdict of a judge on a comparison. */
export interface CallVerdict {
  order: PromptOrder;
  /** P(the response listed first is meant), in [0, 1]; null when it could not be read. */
  probabilityFirst: number | null;
}

/** How calls become one label. */
export interface AggregationRule {
  orders: "both" | PromptOrder;
  /** What the prompt asked for. */
  polarity: Polarity;
  /** |p − ½| up to this is a tie, in [0, 0.5). */
  tieBand: number;
  /** What stands when the two orders name different responses. */
  onContradiction: "average" | "tie" | "none";
  /** The scores of the project's scale for one side, from its weakest to its strongest level. */
  strengths: readonly number[];
}

/** A judge's label on one comparison. */
export interface AggregatedLabel {
  answer: "PREFERENCE" | "UNSETTLED" | "INVALID";
  /** −4 to +4, positive for B; null unless a preference. */
  score: number | null;
  /** P(B is better), in [0, 1]; null when invalid. */
  probabilityB: number | null;
  /** Whether both orders named the same response; null with one order or an unreadable verdict. */
  orderConsistent: boolean | null;
}

/**
 * A comparison's calls as one label: probabilities averaged over samples within an order, then over orders, each turned to speak of the
 * same response. p_A = (P₁(first) + 1 − P₂(first)) / 2, probabilityB = 1 − p_A; a question for the worse one turns it once more.
 *
 * An order without a readable verdict makes the label INVALID: one order alone would bring the bias of its side into the label.
 *
 * @returns Null while an order has no call at all: there is nothing to say yet.
 */
export function aggregateCalls(calls: readonly CallVerdict[], rule: AggregationRule): AggregatedLabel | null {
  const orders: readonly PromptOrder[] = rule.orders === "both" ? ["AB", "BA"] : [rule.orders];
  const means: number[] = [];
  let isReadable = true;
  for (const order of orders) {
    const ofOrder = calls.filter((call) => call.order === order);
    if (ofOrder.length === 0) return null;
    const readable = ofOrder.flatMap(({ probabilityFirst }) => (probabilityFirst === null ? [] : [probabilityFirst]));
    if (readable.length === 0) isReadable = false;
    else means.push(toProbabilityB(mean(readable), order, rule.polarity));
  }
  if (!isReadable) return { answer: "INVALID", score: null, probabilityB: null, orderConsistent: null };

  const probabilityB = mean(means);
  const [one, other] = means;
  const orderConsistent = one === undefined || other === undefined ? null : (one - 0.5) * (other - 0.5) >= 0;
  if (orderConsistent === false && rule.onContradiction === "none") {
    return { answer: "UNSETTLED", score: null, probabilityB, orderConsistent };
  }
  const isTie = orderConsistent === false && rule.onContradiction === "tie";
  return { answer: "PREFERENCE", score: isTie ? 0 : scoreOf(probabilityB, rule), probabilityB, orderConsistent };
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

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
