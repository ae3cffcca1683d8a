import { Notice } from "@/components/ui/notice";
import { formatCount, formatPercent } from "@/lib/format";
import type { JudgeEntry } from "@/lib/judges/types";

/** Fewer calls than this say nothing of a habit. */
const FEWEST_CALLS = 20;
/** From here on a preference for a place is pointed out; 0.5 would be none. */
const BIASED = 0.65;
const RARE_FORM = 0.5;

/** What a reader of this judge's labels must know: a bias for a place, answers that rarely have the asked form, unreadable verdicts. */
export function JudgeWarnings({ entry }: { entry: JudgeEntry }) {
  const first = entry.decided < FEWEST_CALLS ? 0.5 : entry.first / entry.decided;
  const isBiased = first >= BIASED || first <= 1 - BIASED;
  const isVague = entry.calls >= FEWEST_CALLS && entry.coverage !== null && entry.coverage < RARE_FORM;
  if (!isBiased && !isVague && entry.invalid === 0) return null;
  return (
    <div className="mt-4 grid gap-3">
      {isBiased ? (
        <Notice tone="warn" title={`This judge prefers the response that is listed ${first > 0.5 ? "first" : "second"}:`}>
          in {formatPercent(Math.max(first, 1 - first))} of {formatCount(entry.decided)} calls. Its two orders name the same
          response on {formatCount(entry.consistent)} of {formatCount(entry.bothOrders)} comparisons; the others were decided by
          the place.
        </Notice>
      ) : null}
      {isVague && entry.coverage !== null ? (
        <Notice tone="warn" title={`The answer tokens held ${formatPercent(entry.coverage)} of the probability:`}>
          this model rarely answers in the asked form. Its soft labels speak of a small part of what it might have said.
        </Notice>
      ) : null}
      {entry.invalid > 0 ? (
        <Notice tone="warn" title={`${formatCount(entry.invalid)} of ${formatCount(entry.labels)} verdicts could not be read.`}>
          They are kept as invalid with their text, and are neither a tie nor a guess.
        </Notice>
      ) : null}
    </div>
  );
}
