import type { IntervalRow } from "@/components/charts/interval-plot";
import type { AgreementReport } from "@/lib/agreement/types";
import { formatCount } from "@/lib/format";
import { type Rules, toBehindHref } from "./behind/hrefs";
import { type CoefficientRow, toCoefficientRows } from "./coefficient-rows";
import { describeFew, describeNeed } from "./words";

const PLACE = { HUMAN: 0, AI: 1, BASELINE: 2 } as const;

/** The rows of the first figure: people among themselves, each judge with people, then what no judge should fall under. */
export function toHeadlineRows(report: AgreementReport, project: string, rules: Rules): IntervalRow[] {
  const groups = toCoefficientRows(report)
    .filter((row) => row.behind?.of !== "pair")
    .toSorted((one, other) => PLACE[one.kind] - PLACE[other.kind] || agreementOf(other) - agreementOf(one));
  const rows = groups.map((row, index): IntervalRow => {
    const before = groups[index - 1];
    return {
      id: row.id,
      label: row.kind === "HUMAN" ? "People with people" : row.label,
      note: row.kind === "HUMAN" ? "the ceiling" : row.kind === "BASELINE" ? "baseline" : "with people",
      kind: row.kind,
      value: row.agreement,
      sentence: row.kind === "HUMAN" ? describePeople(row) : describeFew(row.agreement, row.comparisons, row.pairs),
      count: formatCount(row.pairs),
      href: row.behind && row.pairs > 0 ? toBehindHref(project, rules, row.behind) : null,
      apart: before !== undefined && before.kind !== row.kind,
    };
  });
  return [...rows, toBaseRateRow(report)];
}

/** People's row says what the ceiling still needs. */
function describePeople({ agreement, comparisons, pairs }: CoefficientRow): string | null {
  const need = describeNeed(comparisons);
  if (need === null) return null;
  const few = describeFew(agreement, comparisons, pairs);
  return few === null ? `— ${need}` : `${few}; ${need}`;
}

function agreementOf({ agreement }: CoefficientRow): number {
  return agreement.estimate ?? Number.NEGATIVE_INFINITY;
}

function toBaseRateRow(report: AgreementReport): IntervalRow {
  const { alwaysLargest, shareB } = report.baseRate;
  const side = shareB.estimate === null ? "one answer" : shareB.estimate > 0.5 ? "B" : "A";
  return {
    id: "base-rate",
    label: `Always ${side}`,
    note: "base rate",
    kind: "BASELINE",
    value: alwaysLargest,
    sentence: describeFew(alwaysLargest, alwaysLargest.n.comparisons, alwaysLargest.n.labels),
    count: formatCount(alwaysLargest.n.labels),
    apart: report.judges.every((judge) => judge.kind !== "BASELINE"),
  };
}
