/** A person's label on a comparison, as far as a consensus needs it. */
export interface Vote {
  /** −4 to +4, positive for B; null when there is no preference. */
  score: number | null;
}

/** The answer that stands for a comparison; see `toConsensus`. */
export type Consensus =
  | { score: number; method: "adjudication" | "majority"; votes: number }
  | { score: null; reason: "no label of people" | "people are split" | "adjudicated as both bad" | "adjudicated as unsure" };

/** A final answer, as far as a consensus needs it. */
export interface FinalAnswer {
  answer: "PREFERENCE" | "BOTH_BAD" | "UNSURE";
  /** −4 to +4; null unless a preference. */
  score: number | null;
}

/**
 * The answer that stands: the adjudicator's if there is one, else the majority of people's preferences (A, tie, B). The strength is the mean
 * strength of the labels on the winning side, rounded to a level. A split vote has no answer: it is never settled by a coin. Nor has one
 * that its adjudicator found both bad, or could not decide: their word stands before the majority's.
 *
 * @param adjudicated - The newest adjudication, null without one.
 */
export function toConsensus(votes: readonly Vote[], adjudicated: FinalAnswer | null = null): Consensus {
  if (adjudicated?.score === null)
    return { score: null, reason: adjudicated.answer === "BOTH_BAD" ? "adjudicated as both bad" : "adjudicated as unsure" };
  if (adjudicated) return { score: adjudicated.score, method: "adjudication", votes: votes.length };
  const scores = votes.flatMap(({ score }) => (score === null ? [] : [score]));
  if (scores.length === 0) return { score: null, reason: "no label of people" };
  const sides = [-1, 0, 1].map((side) => scores.filter((score) => Math.sign(score) === side));
  const most = Math.max(...sides.map(({ length }) => length));
  const winners = sides.filter(({ length }) => length === most);
  const [winner] = winners;
  if (winners.length > 1 || !winner) return { score: null, reason: "people are split" };
  const mean = winner.reduce((sum, score) => sum + Math.abs(score), 0) / winner.length;
  return { score: Math.sign(winner[0] ?? 0) * Math.round(mean), method: "majority", votes: scores.length };
}
