import { Notice } from "@/components/ui/notice";
import { formatCount, formatQuantity } from "@/lib/format";
import type { ChosenComparisons } from "@/lib/ranking/beside-types";

/** A warning where comparisons were not drawn at random: then strengths and win rates are those of what was chosen. */
export function ChosenNotice({ chosen: { comparisons, active, unequal } }: { chosen: ChosenComparisons }) {
  if (active === 0 && unequal === 0) return null;
  const how =
    active > 0
      ? `${formatCount(active)} were chosen actively`
      : `${formatCount(unequal)} had another chance to be drawn than the rest`;
  return (
    <Notice tone="warn" title="Not all comparisons were drawn at random." className="mt-4">
      {`Of ${formatQuantity(comparisons, "comparison")} in rounds, ${how}. Ratings and win rates below are of the comparisons that were labelled, each counted once; for all comparisons they hold only as far as the choice has nothing to do with who wins. Each comparison’s chance is kept with its round.`}
    </Notice>
  );
}
