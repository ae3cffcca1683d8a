import type { ColumnAnnotator, LabelColumns } from "@/lib/labels/label-columns";
import { createBreathing, type Resampling } from "./figures";
import type { ComparisonFacts } from "./filters/read-facts";
import { groupLabels, INVALID_ANSWER, type LabelFilter, type RatingRules } from "./group-labels";
import { reportAltTest } from "./judge/report-alt-test";
import { reportJudge } from "./judge/report-judge";
import { reportLength } from "./judge/report-length";
import { type JudgeOrders, reportPosition } from "./judge/report-position";
import { cutRatings, type Ratings, toRatings, withoutCredit } from "./ratings";
import { reportPairs } from "./report-pairs";
import { reportPeople } from "./report-people";
import { reportBaseRate, reportTieShare } from "./report-shares";
import type { AgreementOptions } from "./schema";
import { withAnytime } from "./slices/anytime-group";
import { reportBothRules } from "./slices/report-both-rules";
import { reportCoverage } from "./slices/report-coverage";
import { reportSlices } from "./slices/report-slices";
import { reportTensions } from "./slices/report-tensions";
import { takeParts } from "./slices/take-parts";
import type { AgreementReport, ReportedAnnotator, ReportedFilters, ReportedJudge, ReportedTimeline } from "./types";

/** The project's part of a report. */
export interface ReportFrame {
  project: string;
  /** Numbers in the columns; a criterion without labels is −1. */
  criterion: { index: number; key: string };
  round: { index: number; number: number } | null;
  options: AgreementOptions;
  /** Which labels count, and how the report names it; all by default. */
  filter?: LabelFilter;
  filters?: ReportedFilters;
  /** Categories and turns of the comparisons; without them there are no slices by either. */
  facts?: ComparisonFacts;
  /** Guidelines and judges in time; nothing by default. */
  timeline?: ReportedTimeline;
  resamples?: number;
  /** Judges' answers in both orders, by annotator id. Called after the labels were taken from the columns. */
  readOrders: () => Promise<ReadonlyMap<string, readonly JudgeOrders[]>>;
  /** By number of the comparison: −1 where A is longer, 1 where B is. Called after the labels were taken from the columns. */
  readLonger: () => Promise<Int8Array>;
  /** Called every few milliseconds, so that a server can do other things. */
  pause?: () => Promise<void>;
}

/**
 * The agreement report of a project's labels. Nothing is read here: the same columns and frame give the same report, but for the
 * time of its making. All that it needs of the columns' labels is taken before the first pause.
 */
export async function buildReport(columns: LabelColumns, frame: ReportFrame): Promise<AgreementReport> {
  const { options, pause = async () => undefined } = frame;
  const rules: RatingRules = {
    ties: options.ties,
    invalid: options.invalid,
    criterion: frame.criterion.index,
    round: frame.round?.index ?? null,
    kinds: kindsOf(options.between),
    ...(frame.filter ? { filter: frame.filter } : {}),
  };
  const { grouped, ratings, withTies, ...bothTies } = takeRatings(columns, rules);
  const parts = takeParts(grouped, rules, ratings);
  const unreadable = countUnreadable(columns, rules);
  const resampling = toResampling(columns, frame, pause);
  const wants = (group: AgreementOptions["between"]) => options.between === "all" || options.between === group;

  const orders = wants("human-ai") ? await frame.readOrders() : new Map<string, readonly JudgeOrders[]>();
  const longer = wants("human-ai") ? await frame.readLonger() : new Int8Array(0);
  const baseRate = await reportBaseRate(ratings, withTies, resampling);
  const groups: AgreementReport["groups"] = [];
  const slices: AgreementReport["slices"] = [];
  const bothRules: AgreementReport["bothRules"] = [];
  const sliced = { ratings, parts, facts: frame.facts, resampling };
  const people =
    wants("human-human") || wants("human-ai")
      ? await withAnytime(ratings, "people", await reportPeople(ratings, resampling), resampling)
      : null;
  if (people && wants("human-human")) {
    groups.push(people);
    slices.push(...(await reportSlices(sliced, "people")));
    bothRules.push(...(await reportBothRules(bothTies, "people", resampling)));
  }
  const judges: ReportedJudge[] = [];
  if (people && wants("human-ai")) {
    for (const of of judgesIn(withTies)) {
      const { judge, group: made } = await reportJudge(ratings, of, resampling, people);
      const group = await withAnytime(ratings, of, made, resampling);
      groups.push(group);
      judges.push({
        ...judge,
        againstEachHuman: group.agreementPooled,
        tieShare: await reportTieShare(withTies, of, resampling),
        altTest: reportAltTest(ratings, of, options.epsilon),
        length: await reportLength(ratings, of, longer, resampling),
        position: await reportPosition(judge.annotator, countedOrders(orders.get(judge.annotator) ?? [], rules), resampling),
      });
      slices.push(...(await reportSlices(sliced, of)));
      bothRules.push(...(await reportBothRules(bothTies, of, resampling)));
    }
  }
  const pairs = await reportPairs(ratings, pairsOf(options.between), resampling);
  if (wants("ai-ai")) groups.push(...pairs.flatMap(({ group }) => group ?? []));

  return {
    project: frame.project,
    criterion: frame.criterion.key,
    round: frame.round?.number ?? null,
    ties: options.ties,
    invalid: options.invalid,
    between: options.between,
    intervals: options.intervals,
    filters: frame.filters ?? {},
    categories: [...ratings.categories],
    scores: [...ratings.scores],
    generatedAt: new Date().toISOString(),
    seed: options.seed,
    labelsVersion: columns.version,
    counted: countAll(ratings),
    baseRate,
    annotators: reportAnnotators(ratings, withTies, unreadable),
    pairs: pairs.map(({ pair }) => pair),
    groups,
    judges,
    slices,
    bothRules,
    tensions: wants("human-human") ? await reportTensions(parts, resampling) : [],
    coverage: reportCoverage(ratings),
    timeline: frame.timeline ?? { changes: [], guidelinesOfRounds: [] },
  };
}

/** A judge's answers in both orders, on the comparisons that count. */
export function countedOrders(orders: readonly JudgeOrders[], { filter }: Pick<RatingRules, "filter">): readonly JudgeOrders[] {
  const marks = filter?.comparisons;
  return marks ? orders.filter(({ comparison }) => marks[comparison] === 1) : orders;
}

/** The labels under the report's rules, with ties among them, and under either way to treat ties. */
function takeRatings(columns: LabelColumns, rules: RatingRules) {
  const grouped = groupLabels(columns, rules);
  const { ties } = rules;
  const ratings = cutRatings(grouped, ties);
  const asAnswers = ties === "exclude" ? cutRatings(grouped, "category") : ties === "half" ? withoutCredit(ratings) : ratings;
  const leftOut = ties === "exclude" ? ratings : cutRatings(grouped, "exclude");
  return { grouped, ratings, withTies: ties === "exclude" ? asAnswers : ratings, asAnswers, leftOut };
}

function toResampling({ labels, count }: LabelColumns, { options, resamples = 2000 }: ReportFrame, pause: () => Promise<void>) {
  const times = options.intervals === "anytime" ? { times: labels.submittedAt.slice(0, count) } : {};
  return { seed: options.seed, resamples, breathe: createBreathing(pause), ...times } satisfies Resampling;
}

function countAll({ units, row, endsCluster }: Ratings): AgreementReport["counted"] {
  return { comparisons: units, labels: row.length, clusters: endsCluster.reduce((sum, end) => sum + end, 0) };
}

function kindsOf(between: AgreementOptions["between"]): ColumnAnnotator["kind"][] {
  if (between === "human-human") return ["HUMAN"];
  if (between === "ai-ai") return ["AI"];
  return between === "human-ai" ? ["HUMAN", "AI"] : ["HUMAN", "AI", "BASELINE"];
}

function pairsOf(between: AgreementOptions["between"]): (kindA: string, kindB: string) => boolean {
  return between === "human-ai" ? (a, b) => a === "HUMAN" && b === "AI" : () => true;
}

/** Judges and baselines that have a label with a preference, in order: also one whose labels are all ties, which a tie rule leaves out. */
function judgesIn({ annotators, annotator }: Ratings): number[] {
  const seen = new Set(annotator);
  return annotators.flatMap(({ kind }, place) => (kind !== "HUMAN" && seen.has(place) ? [place] : []));
}

/** All who have a label with a preference, ties too, with how many count. */
function reportAnnotators(ratings: Ratings, withTies: Ratings, unreadable: ReadonlyMap<string, number>): ReportedAnnotator[] {
  const counts = new Int32Array(ratings.annotators.length);
  for (const place of ratings.annotator) counts[place] = (counts[place] ?? 0) + 1;
  const present = new Set(withTies.annotator);
  return ratings.annotators.flatMap(({ id, name, kind, origin, judge }, place) => {
    if (!present.has(place)) return [];
    const labels = counts[place] ?? 0;
    return [{ id, name, kind, origin, judge, labels, comparisons: labels, unreadable: unreadable.get(id) ?? 0 }];
  });
}

/** Unreadable verdicts by annotator id: counted as answers that agree with nobody's, which keeps them apart from ties. */
function countUnreadable(columns: LabelColumns, rules: RatingRules): Map<string, number> {
  const counts = new Map<string, number>();
  if (columns.labels.answer.subarray(0, columns.count).indexOf(INVALID_ANSWER) < 0) return counts;
  const { annotators, annotator, category, categories } = toRatings(columns, { ...rules, ties: "category", invalid: "wrong" });
  const invalid = categories.indexOf("invalid");
  for (let r = 0; invalid >= 0 && r < annotator.length; r++) {
    const id = annotators[annotator[r] ?? 0]?.id;
    if (id !== undefined && category[r] === invalid) counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  return counts;
}
