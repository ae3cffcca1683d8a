import type { ReportedAltTest } from "@/lib/agreement/types";
import type { TestStrictness } from "./types";

/** The share of false rejections that the test allows. */
const Q = 0.05;

/** What Benjamini and Yekutieli's correction does here: with m people the i-th smallest p must not exceed i q/(m (1 + 1/2 + … + 1/m)). */
export function strictnessOf({ perAnnotator }: Pick<ReportedAltTest, "perAnnotator">): TestStrictness {
  const ps = perAnnotator.flatMap(({ p }) => p ?? []);
  const m = ps.length;
  const factor = Array.from({ length: m }, (_, k) => 1 / (k + 1)).reduce((sum, part) => sum + part, 0);
  return {
    tested: m,
    uncorrected: ps.filter((p) => p <= Q).length,
    replaceable: perAnnotator.filter(({ rejected }) => rejected).length,
    thresholds: ps.map((_, i) => ((i + 1) * Q) / (m * factor)),
  };
}
