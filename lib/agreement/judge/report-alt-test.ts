import type { Ratings } from "@/lib/agreement/ratings";
import type { ReportedAltTest } from "@/lib/agreement/types";
import { alternativeAnnotatorTest } from "@/lib/stats";
import { type JudgedByPeople, toJudgedItems } from "./judged-items";

/** May a judge stand in for a person: the alternative annotator test on the categories of the report. */
export function reportAltTest(ratings: Ratings, of: number, epsilon: number): ReportedAltTest {
  return toAltTest(ratings, toJudgedItems(ratings, of), epsilon);
}

/** The test of some items, people by their ids. */
export function toAltTest({ annotators }: Pick<Ratings, "annotators">, items: JudgedByPeople, epsilon: number): ReportedAltTest {
  const test = alternativeAnnotatorTest(items, { epsilon });
  return {
    epsilon,
    winningRate: test.winningRate.estimate,
    advantageProbability: test.advantageProbability.estimate,
    passes: test.passes,
    perAnnotator: test.perPerson.map((person) => ({
      annotator: annotators[items.places[person.person] ?? -1]?.id ?? "",
      n: person.items,
      advantageJudge: person.judgeAdvantage,
      advantageHuman: person.personAdvantage,
      difference: person.meanDifference,
      spread: Number.isFinite(person.spread) ? person.spread : null,
      p: person.p,
      rejected: person.rejected,
      comparisonsNeeded: person.itemsNeeded,
      reason: person.reason && inWords(person.reason),
    })),
    reason: test.winningRate.reason && inWords(test.winningRate.reason),
  };
}

/** A reason of `lib/stats`, which speaks of items, in the words of the product. */
function inWords(reason: string): string {
  return reason.replace(/\bitem(s?)\b/g, "comparison$1");
}
