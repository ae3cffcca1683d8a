import type { AgreementReport, Figure, ReportedGroup } from "@/lib/agreement/types";
import type { Behind } from "./behind/hrefs";

/** One row of the table of coefficients: two kinds of annotators against each other. */
export interface CoefficientRow {
  id: string;
  kind: "HUMAN" | "AI" | "BASELINE";
  label: string;
  note: string;
  comparisons: number;
  labels: number;
  pairs: number;
  agreement: Figure;
  /** Cohen's κ; among people, of whom neither comes first, Scott's π. */
  kappa: Figure | null;
  alphaNominal: Figure;
  alphaOrdinal: Figure;
  ac1: Figure;
  shareB: Figure | null;
  tieShare: Figure | null;
  behind: Behind | null;
}

/** The groups of a report in the order in which they are read: people, judges, baselines, judges with judges. */
export function toCoefficientRows(report: AgreementReport): CoefficientRow[] {
  return report.groups.map((group) => toRow(report, group));
}

function toRow(report: AgreementReport, group: ReportedGroup): CoefficientRow {
  const [, other] = group.between;
  const judge = report.judges.find((each) => each.annotator === group.annotator);
  return {
    ...toNames(report, group),
    kind: other,
    comparisons: group.comparisons,
    labels: group.ratings,
    pairs: group.pairs,
    agreement: group.agreementPooled,
    kappa: group.cohenKappa ?? group.scottPi ?? group.fleissKappa ?? null,
    alphaNominal: group.krippendorffAlphaNominal,
    alphaOrdinal: group.krippendorffAlphaOrdinal,
    ac1: group.gwetAC1,
    shareB: other === "HUMAN" ? report.baseRate.shareB : (judge?.shareB ?? null),
    tieShare: other === "HUMAN" ? report.baseRate.tieShare : (judge?.tieShare ?? null),
  };
}

function toNames(report: AgreementReport, group: ReportedGroup): Pick<CoefficientRow, "id" | "label" | "note" | "behind"> {
  const nameOf = (id: string) => report.annotators.find((annotator) => annotator.id === id)?.name ?? id;
  if (group.annotators) {
    const [a, b] = group.annotators;
    return { id: `${a}-${b}`, label: nameOf(a), note: `with ${nameOf(b)}`, behind: { of: "pair", a, b } };
  }
  if (group.annotator) {
    const id = group.annotator;
    return { id, label: nameOf(id), note: "with people", behind: { of: "judge", judge: id } };
  }
  return { id: "people", label: "People", note: "with people", behind: { of: "humans" } };
}

/** The keys by which the table can be sorted. */
const SORT_KEYS = ["comparisons", "labels", "pairs", "agreement", "kappa", "alphaNominal", "alphaOrdinal", "ac1"] as const;
export type SortKey = (typeof SORT_KEYS)[number];

/** The column that an address names, or null. */
export function toSortKey(asked: string | string[] | undefined): SortKey | null {
  return SORT_KEYS.find((key) => key === asked) ?? null;
}

/** Sorted by one column, largest first, or in the report's own order; rows without a value come last. */
export function sortRows(rows: readonly CoefficientRow[], key: SortKey | null): CoefficientRow[] {
  if (key === null) return [...rows];
  return rows.toSorted((one, other) => sortValue(other, key) - sortValue(one, key));
}

function sortValue(row: CoefficientRow, key: SortKey): number {
  const value = row[key];
  if (typeof value === "number") return value;
  return value?.estimate ?? Number.NEGATIVE_INFINITY;
}
