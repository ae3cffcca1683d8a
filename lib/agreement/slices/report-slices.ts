import { coefficient, type FigureContext, type Resampling, toFigures } from "@/lib/agreement/figures";
import type { ComparisonFacts } from "@/lib/agreement/filters/read-facts";
import type { Ratings } from "@/lib/agreement/ratings";
import { reportPeople } from "@/lib/agreement/report-people";
import { reportTieShare } from "@/lib/agreement/report-shares";
import type { ReportedSlice } from "@/lib/agreement/types";
import { createClusterTally, none, some } from "@/lib/stats";
import { asPart, byCategory, byConfidence, byStrength, byTurn } from "./partitions";
import { type Partition, reportParts, type Whose } from "./report-parts";
import type { TakenPart } from "./take-parts";

interface Sliced {
  ratings: Ratings;
  parts: readonly TakenPart[];
  facts: ComparisonFacts | undefined;
  resampling: Resampling;
}

/** Agreement of people among themselves, or of a judge with them, part by part. */
export async function reportSlices({ ratings, parts, facts, resampling }: Sliced, whose: Whose): Promise<ReportedSlice[]> {
  const partitions: Partition[] = [
    byStrength(ratings),
    ...(whose === "people" ? [] : [byConfidence(ratings)]),
    ...(facts ? [byTurn(ratings, facts), byCategory(ratings, facts)] : []),
  ];
  const slices: ReportedSlice[] = [];
  for (const partition of partitions) slices.push(...(await reportParts(ratings, whose, partition, resampling)));
  const known = new Set<string>();
  for (const part of parts) {
    // Every part holds the same annotators in the same order.
    const made = await reportParts(part.ratings, whose, asPart(part.by, part.value), resampling);
    for (const slice of made) {
      const people = whose === "people" && part.by !== "criterion" ? await reportPeopleOf(part, known, resampling) : undefined;
      slices.push({ ...slice, ...(part.to ? { to: part.to } : {}), ...(people ? { people } : {}) });
    }
  }
  return slices;
}

/** What else tells of a round or a span of time: α, ties, strength, and how many people are new in it. */
async function reportPeopleOf(
  { by, value, ratings, withTies }: TakenPart,
  known: Set<string>,
  resampling: Resampling,
): Promise<NonNullable<ReportedSlice["people"]>> {
  const present = listPeople(withTies);
  const isNew = present.filter((id) => !known.has(`${by} ${id}`));
  for (const id of present) known.add(`${by} ${id}`);
  const { krippendorffAlphaOrdinal } = await reportPeople(ratings, resampling);
  return {
    krippendorffAlphaOrdinal,
    tieShare: await reportTieShare(withTies, "people", resampling),
    meanStrength: await reportMeanStrength(ratings, `mean strength ${by} ${value}`, resampling),
    annotators: present.length,
    newAnnotators: isNew.length,
  };
}

function listPeople({ annotators, annotator }: Ratings): string[] {
  const seen = new Set(annotator);
  return annotators.flatMap(({ id, kind }, place) => (kind === "HUMAN" && seen.has(place) ? [id] : []));
}

async function reportMeanStrength(ratings: Ratings, stream: string, resampling: Resampling) {
  const tally = createClusterTally(2);
  const annotators = new Set<number>();
  let comparisons = 0;
  let labels = 0;
  for (let u = 0; u < ratings.units; u++) {
    const before = labels;
    for (let r = ratings.starts[u] ?? 0; r < (ratings.peopleEnds[u] ?? 0); r++) {
      const strength = ratings.strength[r] ?? 0;
      if (strength === 0) continue;
      tally.add(0, strength);
      tally.add(1, 1);
      annotators.add(ratings.annotator[r] ?? 0);
      labels++;
    }
    if (labels > before) comparisons++;
    if (ratings.endsCluster[u] === 1) tally.endCluster();
  }
  const context: FigureContext = { resampling, stream, n: { comparisons, labels, annotators: annotators.size, dropped: 0 } };
  const mean = coefficient(([sum = 0, count = 0]) => (count > 0 ? some(sum / count) : none("no label has a strength")), [1, 4]);
  return (await toFigures(tally.finish(), { mean }, context)).mean;
}
