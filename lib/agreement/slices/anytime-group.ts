import type { Resampling } from "@/lib/agreement/figures";
import type { Ratings } from "@/lib/agreement/ratings";
import type { ReportedGroup } from "@/lib/agreement/types";
import { asPart } from "./partitions";
import { reportParts, type Whose } from "./report-parts";

/** The group with an interval of its pooled agreement that is valid at every look, where these are asked for. */
export async function withAnytime(
  ratings: Ratings,
  whose: Whose,
  group: ReportedGroup,
  resampling: Resampling,
): Promise<ReportedGroup> {
  if (!resampling.times) return group;
  const [all] = await reportParts(ratings, whose, asPart("criterion", "all"), resampling);
  return all ? { ...group, agreementPooled: all.agreement } : group;
}
