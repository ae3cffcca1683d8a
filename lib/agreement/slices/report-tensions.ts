import { coefficient, type Resampling, shareOf, toFigures } from "@/lib/agreement/figures";
import type { Ratings } from "@/lib/agreement/ratings";
import type { ReportedTension } from "@/lib/agreement/types";
import { createClusterTally, share, spearman } from "@/lib/stats";
import type { TakenPart } from "./take-parts";

/** How two criteria go together in the labels of the same person on the same comparison, for each two criteria. */
export async function reportTensions(parts: readonly TakenPart[], resampling: Resampling): Promise<ReportedTension[]> {
  const criteria = parts.filter(({ by }) => by === "criterion");
  const tensions: ReportedTension[] = [];
  for (const [i, one] of criteria.entries()) {
    for (const other of criteria.slice(i + 1)) tensions.push(await reportTension(one, other, resampling));
  }
  return tensions;
}

async function reportTension(one: TakenPart, other: TakenPart, resampling: Resampling): Promise<ReportedTension> {
  const [rows, columns] = [one.ratings.scores, other.ratings.scores];
  const cells = rows.length * columns.length;
  // Pairs of scores; then pairs of preferences for opposite responses, and for any.
  const tally = createClusterTally(cells + 2);
  const annotators = new Set<number>();
  let comparisons = 0;
  let labels = 0;
  const unitOf = new Map(Array.from(other.ratings.comparison, (comparison, unit) => [comparison, unit]));
  for (let u = 0; u < one.ratings.units; u++) {
    const before = labels;
    const beside = unitOf.get(one.ratings.comparison[u] ?? -1);
    if (beside !== undefined) {
      for (const [row, column] of sameAnnotator(one.ratings, u, other.ratings, beside)) {
        const x = one.ratings.scoreIndex[row] ?? -1;
        const y = other.ratings.scoreIndex[column] ?? -1;
        if (x < 0 || y < 0) continue;
        tally.add(x * columns.length + y, 1);
        const sides = Math.sign(rows[x] ?? 0) * Math.sign(columns[y] ?? 0);
        if (sides < 0) tally.add(cells, 1);
        if (sides !== 0) tally.add(cells + 1, 1);
        annotators.add(one.ratings.annotator[row] ?? 0);
        labels += 2;
      }
    }
    if (labels > before) comparisons++;
    if (one.ratings.endsCluster[u] === 1) tally.endCluster();
  }
  const figures = await toFigures(
    tally.finish(),
    {
      spearman: coefficient((totals) => spearman({ counts: totals.subarray(0, cells), rowValues: rows, columnValues: columns })),
      opposed: shareOf((totals) =>
        share(totals[cells] ?? 0, totals[cells + 1] ?? 0, "nobody prefers a response on both criteria"),
      ),
    },
    {
      resampling,
      stream: `tension ${one.value} ${other.value}`,
      n: { comparisons, labels, annotators: annotators.size, dropped: 0 },
    },
  );
  return { criteria: [String(one.value), String(other.value)], comparisons, ...figures };
}

/** The labels of each person who answered both: ratings of a unit stand in the order of annotators. */
function* sameAnnotator(one: Ratings, unit: number, other: Ratings, beside: number): Generator<[row: number, column: number]> {
  let column = other.starts[beside] ?? 0;
  const end = other.peopleEnds[beside] ?? 0;
  for (let row = one.starts[unit] ?? 0; row < (one.peopleEnds[unit] ?? 0); row++) {
    const annotator = one.annotator[row] ?? 0;
    while (column < end && (other.annotator[column] ?? 0) < annotator) column++;
    if (column < end && other.annotator[column] === annotator) yield [row, column];
  }
}
