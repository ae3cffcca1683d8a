import type { CrowdBelief } from "@/lib/agreement/annotators-types";
import type { Resampling } from "@/lib/agreement/figures";
import type { Ratings } from "@/lib/agreement/ratings";
import { fitConsensus } from "@/lib/consensus/fit-consensus";
import { type LabelVotes, toVotes } from "@/lib/consensus/to-votes";

/** MACE of more labels takes longer than a page may; the command line has no such limit. */
const MOST_FOR_MACE = 200_000;
/** With fewer labels a comparison, models lean on their beginnings and priors. */
const ENOUGH_LABELS = 3;

/** What Dawid and Skene's model and MACE believe of each person, by id; empty while fewer than two people labelled. */
export async function believeCrowd(
  ratings: Ratings,
  { breathe }: Pick<Resampling, "breathe">,
): Promise<ReadonlyMap<string, CrowdBelief>> {
  const people = new Set(ratings.annotators.flatMap(({ kind }, place) => (kind === "HUMAN" ? place : [])));
  const { votes, annotators, categories } = toVotes(ratings, people);
  if (votes.raters < 2) return new Map();
  const made = await fitConsensus(votes, { method: "dawid-skene", seed: 1, breathe });
  const mace = votes.rater.length > MOST_FOR_MACE ? null : await fitConsensus(votes, { method: "mace", seed: 1, breathe });
  if (!made.posteriors) return new Map();
  const few = countFew(votes);
  return new Map(
    annotators.map(({ id }, r): [string, CrowdBelief] => {
      const { confusion, quality } = made.raters[r] ?? { confusion: null, quality: null };
      const competence = mace?.posteriors ? (mace.raters[r]?.quality ?? null) : null;
      return [id, { categories, confusion: confusion ?? [], accuracy: quality ?? 0, competence, fewLabels: few[r] ?? 0 }];
    }),
  );
}

/** By rater the share of items with fewer labels than models need. */
function countFew({ items, raters, starts, rater }: LabelVotes["votes"]): number[] {
  const few = new Float64Array(raters);
  const all = new Float64Array(raters);
  for (let i = 0; i < items; i++) {
    const [from, end] = [starts[i] ?? 0, starts[i + 1] ?? 0];
    for (let v = from; v < end; v++) {
      const r = rater[v] ?? 0;
      all[r] = (all[r] ?? 0) + 1;
      if (end - from < ENOUGH_LABELS) few[r] = (few[r] ?? 0) + 1;
    }
  }
  return Array.from(few, (count, r) => ((all[r] ?? 0) > 0 ? count / (all[r] ?? 1) : 0));
}
