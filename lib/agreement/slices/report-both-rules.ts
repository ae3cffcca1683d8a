import type { Resampling } from "@/lib/agreement/figures";
import type { Ratings } from "@/lib/agreement/ratings";
import type { ReportedBothRules } from "@/lib/agreement/types";
import { asPart } from "./partitions";
import { reportParts, type Whose } from "./report-parts";

/** Agreement with ties left out and with ties as an answer, side by side: the rule alone moves it by twenty points. */
export async function reportBothRules(
  { leftOut, asAnswers }: { leftOut: Ratings; asAnswers: Ratings },
  whose: Whose,
  resampling: Resampling,
): Promise<ReportedBothRules[]> {
  const [exclude] = await reportParts(leftOut, whose, asPart("criterion", "ties left out"), resampling);
  const [category] = await reportParts(asAnswers, whose, asPart("criterion", "ties as an answer"), resampling);
  if (!category) return [];
  const { between, annotator } = category;
  // Where every label is a tie, nothing is left without ties.
  const none = { estimate: null, low: null, high: null, reason: "no pair of labels without a tie" };
  return [
    { between, annotator, exclude: exclude?.agreement ?? { ...category.agreement, ...none }, category: category.agreement },
  ];
}
