import { Notice } from "@/components/ui/notice";
import { formatCount, formatPercent, formatQuantity } from "@/lib/format";
import type { JudgeEntry, PositionCounts } from "@/lib/judges/types";

/** Fewer calls than this say nothing of a habit. */
const FEWEST_CALLS = 20;
/** From here on a preference for a place is pointed out; 0.5 would be none. */
const BIASED = 0.65;
const RARE_FORM = 0.5;

export interface JudgeWarningsProps {
  entry: JudgeEntry;
  position: PositionCounts;
}

/** What a reader of this judge's labels must know: a bias for a place, answers that rarely have the asked form, unreadable verdicts. */
export function JudgeWarnings({ entry, position }: JudgeWarningsProps) {
  const isVague = entry.calls >= FEWEST_CALLS && entry.coverage !== null && entry.coverage < RARE_FORM;
  const bias = describeBias(entry, position);
  if (!bias && !isVague && entry.invalid === 0) return null;
  return (
    <div className="mt-4 grid gap-3">
      {bias ? (
        <Notice tone="warn" title={bias.title}>
          {bias.text}
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

/** A place in the prompt that decides: seen in both orders of few comparisons, or in many calls of one order. */
export function describeBias(
  { decided, first }: Pick<JudgeEntry, "decided" | "first">,
  { both, first: firstInBoth, second: secondInBoth, bias }: PositionCounts,
): { title: string; text: string } | null {
  if (bias) {
    const byPlace = firstInBoth + secondInBoth;
    const places = [
      firstInBoth > 0 ? `${formatCount(firstInBoth)} for the first` : "",
      secondInBoth > 0 ? `${formatCount(secondInBoth)} for the second` : "",
    ];
    const most = byPlace * 2 >= both ? " Its labels say more of the place than of the responses." : "";
    return {
      title: `This judge prefers the response that is listed ${bias}.`,
      text: `On ${formatCount(byPlace)} of ${formatQuantity(both, "comparison")} both orders of its prompt name the same place: ${places.filter(Boolean).join(", ")}.${most}`,
    };
  }
  const share = decided < FEWEST_CALLS || both > 0 ? 0.5 : first / decided;
  if (share < BIASED && share > 1 - BIASED) return null;
  return {
    title: `This judge prefers the response that is listed ${share > 0.5 ? "first" : "second"}:`,
    text: `in ${formatPercent(Math.max(share, 1 - share))} of ${formatCount(decided)} calls. It was asked in one order alone, so the place cannot be told from the response.`,
  };
}
