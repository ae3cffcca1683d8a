import { type Part, type Rules, toBehindHref } from "@/components/agreement/behind/hrefs";
import { ENOUGH } from "@/components/agreement/words";
import type { SlicePoint, SliceRow } from "@/components/charts/slice-plot";
import type { TimeRow } from "@/components/charts/time-plot";
import type { AgreementReport, ReportedSlice } from "@/lib/agreement/types";
import { formatCount, formatDay, formatNumber } from "@/lib/format";

export interface SliceSources {
  project: string;
  rules: Rules;
  report: AgreementReport;
  /** The judge that stands beside people; null without one. */
  judge: { id: string; name: string } | null;
}

/** The slices of one kind as rows: what people and the judge say of each part. */
export function toSliceRows(sources: SliceSources, by: ReportedSlice["by"]): SliceRow[] {
  return toParts(sources, by).map(({ value, slices }) => ({
    id: String(value),
    label: toLabel(by, value),
    points: slices.map((slice) => toPoint(sources, slice)),
  }));
}

/** The slices along time. */
export function toTimeRows(sources: SliceSources): TimeRow[] {
  return toParts(sources, "time").map(({ value, slices }) => ({
    id: String(value),
    label: `from ${formatDay(String(value))}`,
    from: String(value),
    to: slices[0]?.to ?? String(value),
    points: slices.map((slice) => toPoint(sources, slice)),
  }));
}

/** People's and the judge's slices of each part, in the report's order; people's order where both have some. */
export function toParts({ report, judge }: SliceSources, by: ReportedSlice["by"]) {
  const shown = report.slices.filter((slice) => slice.by === by && (slice.annotator === null || slice.annotator === judge?.id));
  const values = [...new Set(shown.map(({ value }) => value))];
  if (by !== "category" && by !== "criterion") values.sort((a, b) => (a < b ? -1 : 1));
  return values.map((value) => ({ value, slices: shown.filter((slice) => slice.value === value) }));
}

function toPoint(sources: SliceSources, slice: ReportedSlice): SlicePoint {
  const { agreement, comparisons } = slice;
  const isPeople = slice.annotator === null;
  return {
    kind: isPeople ? "HUMAN" : slice.between[1],
    who: isPeople ? "people" : (sources.judge?.name ?? "judge"),
    value: agreement,
    sentence: toSentence(slice),
    count: formatCount(comparisons),
    href: toSliceHref(sources, slice),
  };
}

/** Under 30 comparisons no mark stands: it would look like more than it is. */
function toSentence({ agreement, comparisons }: ReportedSlice): string | null {
  if (agreement.estimate === null) return `— ${agreement.reason}`;
  if (comparisons >= ENOUGH) return null;
  return `— ${formatNumber(agreement.estimate)}, needs ${ENOUGH - comparisons} more`;
}

/** The comparisons that a slice counted: those of the same report under one filter more. */
export function toSliceHref({ project, rules, report }: SliceSources, slice: ReportedSlice): string {
  const behind = slice.annotator === null ? ({ of: "humans" } as const) : ({ of: "judge", judge: slice.annotator } as const);
  const [narrowed, part] = narrow(rules, slice, report.filters.category?.key ?? "category");
  return toBehindHref(project, narrowed, behind, part);
}

function narrow(rules: Rules, { by, value, to }: ReportedSlice, key: string): [Rules, Part] {
  const withFilters = (...filters: (readonly [string, string])[]): Rules => ({
    ...rules,
    filters: [...(rules.filters ?? []), ...filters],
  });
  const said = String(value);
  switch (by) {
    case "strength":
      return [rules, { strength: Number(value) }];
    case "confidence":
      return [rules, { sureFrom: Number(value), ...(Number(value) < 0.9 ? { sureBelow: (Number(value) * 10 + 1) / 10 } : {}) }];
    case "category":
      return [withFilters(["category", key === "category" && !said.includes("=") ? said : `${key}=${said}`]), {}];
    case "turn":
      return [withFilters(["turn", said]), {}];
    case "time":
      return [withFilters(["from", said], ["to", to ?? said]), {}];
    case "round":
      return [{ ...rules, round: said }, {}];
    case "criterion":
      return [{ ...rules, criterion: said }, {}];
  }
}

const STRENGTHS = ["1 slightly", "2 somewhat", "3 clearly", "4 much"] as const;

function toLabel(by: ReportedSlice["by"], value: number | string): string {
  if (by === "strength") return STRENGTHS[Number(value) - 1] ?? String(value);
  if (by === "confidence") return `${formatNumber(Number(value), 1)} to ${formatNumber(Number(value) + 0.1, 1)}`;
  if (by === "turn") return `Turn ${value}`;
  if (by === "round") return `Round ${value}`;
  return String(value);
}
