import type { AnnotatorCard, AnnotatorCards, AnnotatorTimes } from "@/lib/agreement/annotators-types";
import { type Resampling, shareOf, toFigures } from "@/lib/agreement/figures";
import { type Ratings, toRatings } from "@/lib/agreement/ratings";
import type { Figure } from "@/lib/agreement/types";
import type { CanonicalAnswer } from "@/lib/gold/types";
import { ANSWERS } from "@/lib/labels/columns/label-store";
import type { LabelColumns } from "@/lib/labels/label-columns";
import { createClusterTally, majority, share } from "@/lib/stats";
import { believeCrowd } from "./believe-crowd";
import { type OwnRating, reportDrift } from "./report-drift";
import { type GradedRow, listGoldRows, listRepeatRows } from "./special-rows";

/** What the cards are made of. */
export interface CardParts {
  /** Numbers in the columns; the round null for all. */
  criterion: { index: number; key: string };
  round: { index: number; number: number } | null;
  /** Gold answers on the criterion, by the comparison's number in the columns. */
  gold: ReadonlyMap<number, CanonicalAnswer>;
  /** By annotator id; asked for once everything has been taken from the columns. */
  readTimes: () => Promise<ReadonlyMap<string, AnnotatorTimes>>;
  resampling: Resampling;
}

/** The cards of all people who labelled under the query, by name. A few passes over the labels, and resampling for each person. */
export async function buildCards(columns: LabelColumns, parts: CardParts): Promise<AnnotatorCards> {
  const ratings = toRatings(columns, {
    ties: "category",
    invalid: "drop",
    criterion: parts.criterion.index,
    round: parts.round?.index ?? null,
    kinds: ["HUMAN"],
  });
  const own = gatherOwn(ratings, columns);
  const answers = countAnswers(columns, parts);
  const gold = listGoldRows(columns, parts);
  const repeats = listRepeatRows(columns, parts);
  const crowd = await believeCrowd(ratings, parts.resampling);
  const cards: AnnotatorCard[] = [];
  const { annotators } = columns;
  const times = await parts.readTimes();
  for (const [place, { id, name, kind }] of ratings.annotators.entries()) {
    const index = annotators.findIndex((each) => each.id === id);
    const counted = answers.get(index);
    if (kind !== "HUMAN" || !counted) continue;
    const mine = own[place] ?? [];
    const resampling = parts.resampling;
    cards.push({
      id,
      name,
      labels: mine.length,
      answers: counted,
      withOthers: await reportWithOthers(mine, `others ${id}`, resampling),
      withGold: await reportGraded(gold.get(index) ?? [], `gold ${id}`, NO_GOLD, resampling),
      withSelf: await reportGraded(repeats.get(index) ?? [], `self ${id}`, NO_REPEATS, resampling),
      leftShare: await reportLeft(mine, `left ${id}`, resampling),
      strengths: [1, 2, 3, 4].map((level) => mine.filter(({ strength }) => strength === level).length),
      ...(await reportDrift(mine, id, resampling)),
      pairs: listPairs(ratings, place),
      crowd: crowd.get(id) ?? null,
      times: times.get(id) ?? null,
    });
  }
  const everyone = await reportWithOthers(inClusterOrder(own.flat()), "everyone", parts.resampling);
  const { criterion, round } = parts;
  return { criterion: criterion.key, round: round?.number ?? null, everyone, cards };
}

const NO_GOLD = "no gold comparison was answered";
const NO_REPEATS = "no comparison was answered twice";
const NO_OTHERS = "nobody else labelled the same comparisons, or the others are split";

/** The ratings of each person, in the order of clusters. */
function gatherOwn(ratings: Ratings, { labels, clusters, criteria }: LabelColumns): OwnRating[][] {
  const own: OwnRating[][] = ratings.annotators.map(() => []);
  const votes = new Int32Array(ratings.categories.length);
  for (let u = 0; u < ratings.units; u++) {
    const [from, end] = [ratings.starts[u] ?? 0, ratings.peopleEnds[u] ?? 0];
    votes.fill(0);
    for (let r = from; r < end; r++) votes[ratings.category[r] ?? 0] = (votes[ratings.category[r] ?? 0] ?? 0) + 1;
    for (let r = from; r < end; r++) {
      const category = ratings.category[r] ?? 0;
      const row = ratings.row[r] ?? 0;
      const others = majority(votes, category);
      const score = labels.score[row] ?? 0;
      const swapped = labels.presentedSwapped[row] ?? -1;
      const isWorse = criteria[labels.criterion[row] ?? 0]?.polarity === "WORSE";
      own[ratings.annotator[r] ?? 0]?.push({
        cluster: clusters[ratings.comparison[u] ?? 0] ?? 0,
        at: labels.submittedAt[row] ?? 0,
        agrees: others < 0 ? null : others === category,
        // Left stands for A unless swapped; a question for the worse is answered by pressing the other side.
        isLeft: score === 0 || swapped < 0 ? null : score < 0 !== ((swapped === 1) !== isWorse),
        strength: ratings.strength[r] ?? 0,
      });
    }
  }
  return own;
}

function inClusterOrder<T extends { cluster: number }>(rows: readonly T[]): T[] {
  return [...rows].sort((a, b) => a.cluster - b.cluster);
}

/** A share of rows, each right or not; resampled by cluster. Rows come in the order of clusters. */
async function reportShare(
  rows: readonly { cluster: number; isHit: boolean }[],
  { stream, none, dropped, resampling }: { stream: string; none: string; dropped: number; resampling: Resampling },
): Promise<Figure> {
  const tally = createClusterTally(2);
  for (const [i, { cluster, isHit }] of rows.entries()) {
    tally.add(0, isHit ? 1 : 0);
    tally.add(1, 1);
    if (rows[i + 1]?.cluster !== cluster) tally.endCluster();
  }
  const n = { comparisons: rows.length, labels: rows.length, annotators: rows.length > 0 ? 1 : 0, dropped };
  const { figure } = await toFigures(
    tally.finish(),
    { figure: shareOf((totals) => share(totals[0] ?? 0, totals[1] ?? 0, none)) },
    { resampling, stream, n },
  );
  return figure;
}

function reportWithOthers(mine: readonly OwnRating[], stream: string, resampling: Resampling): Promise<Figure> {
  const rows = mine.flatMap(({ cluster, agrees }) => (agrees === null ? [] : { cluster, isHit: agrees }));
  return reportShare(rows, { stream, none: NO_OTHERS, dropped: mine.length - rows.length, resampling });
}

function reportLeft(mine: readonly OwnRating[], stream: string, resampling: Resampling): Promise<Figure> {
  const rows = mine.flatMap(({ cluster, isLeft }) => (isLeft === null ? [] : { cluster, isHit: isLeft }));
  const none = mine.length > 0 ? "no label with a side was given on a screen" : "there are no labels";
  return reportShare(rows, { stream, none, dropped: mine.length - rows.length, resampling });
}

function reportGraded(rows: readonly GradedRow[], stream: string, none: string, resampling: Resampling): Promise<Figure> {
  return reportShare(inClusterOrder(rows), { stream, none, dropped: 0, resampling });
}

function listPairs(ratings: Ratings, place: number): AnnotatorCard["pairs"] {
  const [shared, same] = [new Int32Array(ratings.annotators.length), new Int32Array(ratings.annotators.length)];
  for (let u = 0; u < ratings.units; u++) {
    const [from, end] = [ratings.starts[u] ?? 0, ratings.peopleEnds[u] ?? 0];
    const mine = ratings.annotator.subarray(from, end).indexOf(place);
    if (mine < 0) continue;
    for (let r = from; r < end; r++) {
      const other = ratings.annotator[r] ?? 0;
      if (other === place) continue;
      shared[other] = (shared[other] ?? 0) + 1;
      if (ratings.category[r] === ratings.category[from + mine]) same[other] = (same[other] ?? 0) + 1;
    }
  }
  return ratings.annotators.flatMap(({ id, name }, other) => {
    const comparisons = shared[other] ?? 0;
    return comparisons > 0 ? { id, name, comparisons, same: same[other] ?? 0 } : [];
  });
}

/** How often each person gave which answer, first showings alone; by their number in the columns. */
function countAnswers(columns: LabelColumns, { criterion, round }: CardParts): Map<number, AnnotatorCard["answers"]> {
  const { labels, annotators, withdrawn } = columns;
  const counted = new Map<number, AnnotatorCard["answers"]>();
  for (let row = 0; row < columns.count; row++) {
    if (labels.criterion[row] !== criterion.index || withdrawn[labels.comparison[row] ?? 0] === 1) continue;
    if (round && labels.round[row] !== round.index) continue;
    const annotator = labels.annotator[row] ?? -1;
    if (annotators[annotator]?.kind !== "HUMAN" || (labels.repeatIndex[row] ?? 0) > 0) continue;
    const mine = counted.get(annotator) ?? { ties: 0, skips: 0, unsure: 0, bothBad: 0 };
    counted.set(annotator, mine);
    const answer = ANSWERS[labels.answer[row] ?? 0];
    if (answer === "SKIP") mine.skips++;
    else if (answer === "UNSURE") mine.unsure++;
    else if (answer === "BOTH_BAD") mine.bothBad++;
    else if (labels.score[row] === 0) mine.ties++;
  }
  return counted;
}
