import type { AgreementReport } from "@/lib/agreement/types";
import { formatCount, formatQuantity } from "@/lib/format";

/** What a report counted, at the end of its filters: "237 comparisons · 649 labels · 5 people · 3 judges". */
export function describeCounted(report: AgreementReport): string {
  const of = (kind: "HUMAN" | "AI") => report.annotators.filter((annotator) => annotator.kind === kind);
  const labels = of("HUMAN").reduce((sum, annotator) => sum + annotator.labels, 0);
  const doubly = report.groups.find((group) => group.between[1] === "HUMAN")?.comparisons ?? 0;
  return [
    `${formatCount(doubly)} doubly labelled`,
    formatQuantity(labels, "label"),
    formatQuantity(of("HUMAN").length, "person", "people"),
    formatQuantity(of("AI").length, "judge version"),
  ].join(" · ");
}
