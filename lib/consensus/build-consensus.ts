import type { Resampling } from "@/lib/agreement/figures";
import { type Ratings, toRatings } from "@/lib/agreement/ratings";
import { AppError } from "@/lib/errors";
import type { LabelColumns } from "@/lib/labels/label-columns";
import { type FittedConsensus, fitConsensus, QUALITY_IS } from "./fit-consensus";
import type { AggregateOptions } from "./schema";
import { type LabelVotes, toVotes } from "./to-votes";
import type { ConsensusReport, ConsensusWarning } from "./types";

/** A consensus in memory: the report, and by item what was found. */
export interface Consensus {
  report: ConsensusReport;
  /** By item: number of the comparison in the columns, its labels, and the place of its answer in the report's categories (−1 without). */
  comparison: Int32Array;
  labels: Uint16Array;
  chosen: Int8Array;
  /** items × categories, row-major. */
  posteriors: Float64Array;
  easiness: Float64Array | null;
  nextScores: Float64Array | null;
}

/** What a consensus is made of, apart from the labels. */
export interface ConsensusParts {
  project: string;
  /** Numbers in the columns. */
  criterion: { index: number; key: string };
  round: { index: number; number: number } | null;
  options: AggregateOptions;
  breathe: Resampling["breathe"];
}

/** With fewer labels a comparison, models of annotators lean on their beginnings and priors. */
const ENOUGH_LABELS = 3;

/**
 * What the labels of a criterion say together. Judges take part only where `by` asks for them; CROWDLAB weighs one judge's probabilities and
 * counts people's votes alone. Ties are left out of CROWDLAB, whose judge has a probability of B and none of a tie.
 *
 * @throws AppError `invalid` for a judge who is not there, or CROWDLAB with other labels than people's.
 */
export async function buildConsensus(
  columns: LabelColumns,
  { project, criterion, round, options, breathe }: ConsensusParts,
): Promise<Consensus> {
  const { method, by, seed } = options;
  const isWeighed = method === "crowdlab";
  const ties = isWeighed ? "exclude" : options.ties;
  if (isWeighed && by !== "human") throw refuse("by", "CROWDLAB counts people's votes and weighs one judge: leave `by` out.");
  if (!isWeighed && options.judge !== undefined) throw refuse("judge", "Only CROWDLAB weighs a judge: write method=crowdlab.");
  const ratings = toRatings(columns, {
    ties,
    invalid: "drop",
    criterion: criterion.index,
    round: round?.index ?? null,
    kinds: by === "human" && !isWeighed ? ["HUMAN"] : by === "ai" ? ["AI"] : ["HUMAN", "AI"],
  });
  const judge = isWeighed ? pickJudge(ratings, options.judge) : null;
  const lacksJudge = isWeighed && judge === null;
  const who = new Set(
    ratings.annotators.flatMap(({ kind }, place) => (kind === "HUMAN" || (kind === "AI" && !isWeighed) ? place : [])),
  );
  const made = toVotes(ratings, who, judge);
  // Later readings write to the same columns: nothing is taken from them behind this line.
  const labelsVersion = columns.version;
  const fitted = await fitConsensus(made.votes, {
    method,
    seed,
    ...(made.probabilities ? { probabilities: made.probabilities } : {}),
    breathe,
  });
  const reason = lacksJudge
    ? NO_JUDGE
    : made.votes.items === 0
      ? reasonOfNone(judge, made)
      : fitted.posteriors
        ? null
        : inWords(fitted.reason);
  const found = fitted.posteriors && reason === null ? fitted : null;
  const judgeName = judge === null ? null : ratings.annotators[judge];
  const report: ConsensusReport = {
    project,
    criterion: criterion.key,
    round: round?.number ?? null,
    method,
    by,
    ties,
    judge: judgeName ? { id: judgeName.id, name: judgeName.name } : null,
    categories: made.categories,
    priors: found?.priors ?? [],
    counts: countVotes(made, found),
    qualityIs: QUALITY_IS[method],
    annotators: listQualities(made, found),
    logLikelihood: found?.logLikelihood ?? null,
    warnings: found ? listWarnings(made, found, options, judgeName?.name ?? null) : [],
    reason,
    generatedAt: new Date().toISOString(),
    seed,
    labelsVersion,
  };
  const { votes, comparison } = made;
  return {
    report,
    comparison: found ? comparison : new Int32Array(0),
    labels: Uint16Array.from({ length: votes.items }, (_, i) => (votes.starts[i + 1] ?? 0) - (votes.starts[i] ?? 0)),
    chosen: found?.chosen ?? new Int8Array(0),
    posteriors: found?.posteriors ?? new Float64Array(0),
    easiness: found?.easiness ?? null,
    nextScores: found?.nextScores ?? null,
  };
}

const NO_JUDGE = "no judge has labelled here, and CROWDLAB weighs a judge's probabilities beside people's labels";

function refuse(path: string, message: string): AppError {
  return new AppError("invalid", message, { fields: [{ path, message }] });
}

function reasonOfNone(judge: number | null, { dropped }: LabelVotes): string {
  if (judge !== null && dropped > 0) return "the judge gave no probability on a comparison that people labelled";
  return "there are no labels with a preference";
}

/**
 * The judge of CROWDLAB: named, or the one with most probabilities; null without any. Of a judge's versions by name the newest one with labels.
 *
 * @throws AppError `invalid` if there is none of that name.
 */
function pickJudge({ annotators, annotator, probability }: Ratings, named: string | undefined): number | null {
  const counts = new Int32Array(annotators.length);
  for (const [r, place] of annotator.entries()) {
    if (!Number.isNaN(probability[r])) counts[place] = (counts[place] ?? 0) + 1;
  }
  const judges = annotators.flatMap(({ kind }, place) => (kind === "AI" ? place : []));
  const wanted = judges.filter((place) => {
    const { id, name, judge } = annotators[place] ?? { id: "", name: "", judge: null };
    return named === undefined || [id, name, judge?.name].includes(named);
  });
  const versionOf = (place: number) => annotators[place]?.judge?.version ?? 0;
  const order = (i: number, j: number) =>
    named === undefined
      ? (counts[j] ?? 0) - (counts[i] ?? 0)
      : versionOf(j) - versionOf(i) || (counts[j] ?? 0) - (counts[i] ?? 0);
  const found = wanted.filter((place) => (counts[place] ?? 0) > 0).sort(order)[0] ?? wanted[0];
  if (found !== undefined) return found;
  if (named === undefined) return null;
  const names = judges.map((place) => annotators[place]?.name ?? "");
  const known = names.length > 0 ? ` It has ${names.join(", ")}.` : " It has none yet.";
  throw refuse("judge", `This project has no judge "${named}".${known}`);
}

function countVotes({ votes, dropped }: LabelVotes, found: FittedConsensus | null): ConsensusReport["counts"] {
  const byLabels = [0, 0, 0, 0, 0];
  for (let i = 0; i < votes.items; i++) {
    const bin = Math.min(5, (votes.starts[i + 1] ?? 0) - (votes.starts[i] ?? 0)) - 1;
    byLabels[bin] = (byLabels[bin] ?? 0) + 1;
  }
  const undecided = found ? found.chosen.reduce((sum, chosen) => sum + (chosen < 0 ? 1 : 0), 0) : votes.items;
  return { comparisons: votes.items, labels: votes.rater.length, annotators: votes.raters, undecided, byLabels, dropped };
}

function listQualities({ votes, annotators }: LabelVotes, found: FittedConsensus | null): ConsensusReport["annotators"] {
  const labels = new Int32Array(votes.raters);
  for (const r of votes.rater) labels[r] = (labels[r] ?? 0) + 1;
  const order = { HUMAN: 0, AI: 1, BASELINE: 2 } as const;
  return annotators
    .map(({ id, name, kind }, r) => {
      const own = found?.raters[r] ?? { quality: null, reason: "there is no consensus", confusion: null, habits: null };
      return { id, name, kind, labels: labels[r] ?? 0, ...own };
    })
    .sort((a, b) => order[a.kind] - order[b.kind] || (a.name < b.name ? -1 : 1));
}

function listWarnings(
  made: LabelVotes,
  found: FittedConsensus,
  { method, by }: AggregateOptions,
  judge: string | null,
): ConsensusWarning[] {
  const { byLabels, comparisons } = countVotes(made, found);
  const few = byLabels.slice(0, ENOUGH_LABELS - 1).reduce((sum, count) => sum + count, 0);
  const warnings: ConsensusWarning[] = [];
  if (made.votes.raters === 1) {
    warnings.push({ code: "one-annotator", text: "One annotator labelled: the consensus is that annotator's labels." });
  } else if (few > 0 && method !== "crowdlab") {
    const what =
      method === "majority"
        ? "of one label it is that label, and of two it is split whenever they differ"
        : "there the result leans on where the model begins and on its priors, and a probability says more than the labels do";
    warnings.push({
      code: "few-labels",
      text: `${few} of ${comparisons} comparisons have fewer than ${ENOUGH_LABELS} labels: ${what}.`,
    });
  }
  if (by !== "human") {
    const text =
      by === "all"
        ? "Judges vote in this consensus with the weight of people. Do not score a judge against it."
        : "This is a consensus of judges alone. It says nothing of people.";
    warnings.push({ code: "judges-vote", text });
  }
  if (judge !== null) {
    warnings.push({
      code: "judge-weighed",
      text: `${judge}’s probabilities are part of this consensus. Do not score it against it.`,
    });
  }
  if (!found.hasSettled) {
    warnings.push({ code: "not-settled", text: "The model was still moving after 100 steps: probabilities are not final." });
  }
  return warnings;
}

/** A reason of `lib/stats` in the words of the product. */
function inWords(reason: string): string {
  return reason.replace(/\bunit(s?)\b/g, "comparison$1").replace(/\brating(s?)\b/g, "label$1");
}
