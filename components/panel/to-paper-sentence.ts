import { describeMethod, describeRules } from "@/components/agreement/words";
import type { AgreementReport, Figure } from "@/lib/agreement/types";
import { formatDate, formatQuantity } from "@/lib/format";

type Ruled = Parameters<typeof describeRules>[0] & Pick<AgreementReport, "generatedAt">;

/**
 * How a panel's numbers were made, in words that a paper can print.
 *
 * @param what - The quantity and between whom: "Share of pairs of people's labels with the same preference, by strength".
 * @param figure - One of the panel's figures: its interval's method stands for all.
 */
export function toPaperSentence(what: string, report: Ruled, figure: Figure | null | undefined): string {
  const n = figure?.n;
  const counted = n
    ? ` n = ${formatQuantity(n.comparisons, "comparison")}, ${formatQuantity(n.labels, "label")}, ${formatQuantity(n.clusters, "cluster")}.`
    : "";
  const method = figure && figure.low !== null ? ` ${describeMethod(figure)}` : "";
  return `${what}. ${describeRules(report)}${counted}${method} Computed with Concord on ${formatDate(report.generatedAt)}.`;
}
