import "server-only";
import { getLabelColumns } from "@/lib/labels/label-columns";
import { MAY_BE_OLD_ABOVE, type Made } from "@/lib/reckoning/recent-answers";
import { countLabels } from "./count-labels";
import type { LabelCounts } from "./types";

/** A job of `reckon`: how many labels people gave on a criterion, by its key. */
export async function makeLabelCounts({
  projectId,
  criterion,
}: {
  projectId: string;
  criterion: string;
}): Promise<Made<LabelCounts>> {
  const columns = await getLabelColumns(projectId);
  return { answer: countLabels(columns, criterion), mayBeOld: columns.count > MAY_BE_OLD_ABOVE };
}
