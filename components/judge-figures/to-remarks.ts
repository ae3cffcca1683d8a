import { formatCount, formatInterval, formatNumber, formatPercent, formatQuantity } from "@/lib/format";
import type { JudgeFigures } from "@/lib/judge-figures/types";

/** What must be said before any figure is read. */
export interface Remark {
  title: string;
  text: string;
}

type Asked = Pick<JudgeFigures, "annotator" | "answers" | "people" | "agreement" | "alwaysLargest">;

/** With fewer labels than this nothing is said of a habit. */
const FEWEST = 10;
const ENOUGH = 30;

/** The plain words for a judge that knows nothing, says one thing, cannot be read, or has nobody to be held against. */
export function toRemarks(figures: Asked): Remark[] {
  const { answers, annotator } = figures;
  if (answers.total === 0) {
    return [{ title: `${annotator.name} has no label on this criterion.`, text: "Run it, and its figures stand here." }];
  }
  return [...saidOfAnswers(figures), ...saidOfPeople(figures), ...saidOfPlaces(figures)];
}

function saidOfAnswers({ answers }: Asked): Remark[] {
  const { total, preferA, preferB, ties, unreadable, unsettled } = answers;
  const decided = preferA + preferB;
  if (unreadable === total) {
    return [
      { title: "Not one of its verdicts could be read.", text: "They are kept with their texts; there is nothing to measure." },
    ];
  }
  const remarks: Remark[] = [];
  if (unreadable > 0) {
    remarks.push({
      title: `${formatCount(unreadable)} of ${formatQuantity(total, "verdict")} could not be read.`,
      text: "What they count as is the rule above; they are neither ties nor guesses by themselves.",
    });
  }
  if (unsettled === total - unreadable) {
    remarks.push({ title: "Its two orders contradict each other on every comparison.", text: "No label has a preference." });
  } else if (decided === 0) {
    remarks.push({ title: `All ${formatCount(ties)} of its labels are ties.`, text: "It tells no response from another." });
  } else if (decided >= FEWEST && (preferA === 0 || preferB === 0)) {
    const side = preferA === 0 ? "B" : "A";
    remarks.push({
      title: `It always prefers ${side}.`,
      text: `All ${formatCount(decided)} of its preferences do: whatever agreement it has is how often people prefer ${side} too.`,
    });
  }
  return remarks;
}

function saidOfPeople({ people, agreement, alwaysLargest }: Asked): Remark[] {
  if (people === 0) {
    return [
      { title: "No person has labelled this criterion.", text: "Nothing can be said of how far the judge agrees with people." },
    ];
  }
  if (!agreement || agreement.pairs === 0) {
    return [{ title: "No comparison has a label of a person and of this judge that count.", text: "Nothing can be compared." }];
  }
  const { cohenKappa: kappa, againstEachHuman } = agreement;
  if (agreement.comparisons < ENOUGH || kappa.estimate === null || kappa.low === null || kappa.high === null || kappa.low > 0)
    return [];
  const beside =
    againstEachHuman.estimate === null || alwaysLargest.estimate === null
      ? ""
      : ` It agrees with people in ${formatPercent(againstEachHuman.estimate)}; always giving their most frequent answer would in ${formatPercent(alwaysLargest.estimate)}.`;
  return [
    {
      title: "It does not agree with people beyond chance.",
      text: `κ is ${formatNumber(kappa.estimate)} ${formatInterval(kappa.low, kappa.high)}.${beside}`,
    },
  ];
}

function saidOfPlaces({ agreement }: Asked): Remark[] {
  if (!agreement) return [];
  const { firstShare, consistent } = agreement.position;
  if (firstShare.estimate === null || firstShare.low === null || firstShare.high === null) return [];
  if (firstShare.low <= 0.5 && firstShare.high >= 0.5) return [];
  const side = firstShare.estimate > 0.5 ? "first" : "second";
  const share = Math.max(firstShare.estimate, 1 - firstShare.estimate);
  return [
    {
      title: `The place in the prompt decides for it: it prefers the response listed ${side}.`,
      text: `In ${formatPercent(share)} of its verdicts; ${formatPercent(1 - (consistent.estimate ?? 0))} of ${formatQuantity(consistent.n.comparisons, "comparison")} are judged otherwise when the responses change places.`,
    },
  ];
}
