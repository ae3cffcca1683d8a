import { ENOUGH } from "@/components/agreement/words";
import type { AgreementReport } from "@/lib/agreement/types";
import { formatCount, formatPercent, formatQuantity } from "@/lib/format";

/** What the labels are too thin for, and what that would need. Empty where nothing is missing. */
export function toCoverageWarnings(report: AgreementReport): string[] {
  const { byPeople, people, groups } = report.coverage;
  const countFrom = (least: number) =>
    byPeople.reduce((sum, { labels, comparisons }) => sum + (labels >= least ? comparisons : 0), 0);
  const [once, twice, thrice] = [countFrom(1), countFrom(2), countFrom(3)];
  const warnings: string[] = [];
  if (once === 0) return ["No person’s label counts: agreement among people cannot be estimated."];
  if (twice === 0) warnings.push("No comparison has labels of two people: α, κ and the ceiling cannot be estimated.");
  else if (twice < ENOUGH)
    warnings.push(
      `${formatQuantity(twice, "comparison has", "comparisons have")} two people’s labels: figures of people need ${ENOUGH}.`,
    );
  if (twice > 0 && twice < 0.9 * once && report.filters.slice !== "random")
    warnings.push(
      `${formatPercent(twice / once)} of the comparisons are labelled twice. Where those were picked for being hard, agreement on them is lower than elsewhere: look at the comparisons drawn at random.`,
    );
  if (twice > 0 && thrice < ENOUGH)
    warnings.push(
      `${thrice === 0 ? "No comparison has" : `Only ${formatQuantity(thrice, "comparison has", "comparisons have")}`} three people’s labels: a majority of two is split whenever they differ, and models of annotators lean on their beginnings.`,
    );
  if (twice > 0 && groups > 1)
    warnings.push(
      `${formatCount(people)} people stand in ${formatCount(groups)} groups that share no comparison: nothing compares one group with another.`,
    );
  for (const { annotator, kind, altTest } of report.judges) {
    if (kind !== "AI" || altTest.reason === null) continue;
    const name = report.annotators.find(({ id }) => id === annotator)?.name ?? "A judge";
    warnings.push(`The alternative annotator test of ${name} cannot be made: ${altTest.reason}.`);
  }
  return warnings;
}
