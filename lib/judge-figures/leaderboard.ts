import "server-only";
import { getAgreementReport } from "@/lib/agreement/queries";
import { AgreementOptions } from "@/lib/agreement/schema";
import type { AgreementReport, ReportedJudge } from "@/lib/agreement/types";
import { getProject } from "@/lib/auth/access";
import type { Actor } from "@/lib/auth/types";
import { listImportedJudges } from "@/lib/judges/imported-judges";
import { listJudges } from "@/lib/judges/queries";
import type { ImportedJudge, JudgeEntry } from "@/lib/judges/types";
import { getCostReport } from "@/lib/money/cost-report";
import type { CostRow } from "@/lib/money/types";
import { reckon } from "@/lib/reckoning/reckon";
import type { Leaderboard, LeaderboardRow } from "./leaderboard-types";
import type { LeaderboardOptions } from "./schema";
import type { BestTests } from "./types";

/** Under this many comparisons nobody is the best, and nobody is tested. */
const ENOUGH = 30;
const NO_TESTS: BestTests = { best: null, tests: [], made: 0, adjustment: "Benjamini–Hochberg" };

/**
 * Every judge and baseline beside the people it might stand in for, on one criterion: figures are those of the agreement report under the
 * same rules. A judge whose run is still open, or that has nothing to compare with, has a row without figures that says why.
 *
 * @throws AppError `not_found`, or `invalid` for an unknown criterion.
 */
export async function getLeaderboard(actor: Actor, idOrSlug: string, options: LeaderboardOptions): Promise<Leaderboard> {
  const project = await getProject(actor, idOrSlug, "read");
  const report = await getAgreementReport(actor, project.id, AgreementOptions.parse(options));
  const [judges, imported, costs] = await Promise.all([
    listJudges(actor, project.id),
    listImportedJudges(actor, project.id),
    getCostReport(actor, project.id, report.criterion),
  ]);
  const rows = [
    ...toKnownRows(report, judges, costs.judges),
    ...toSilentRows(report, judges),
    ...toSilentImports(report, imported),
  ];
  const best = rows
    .filter(({ kind, figures }) => kind === "AI" && figures && figures.comparisons >= ENOUGH)
    .sort((a, b) => (b.figures?.againstEachHuman.estimate ?? -1) - (a.figures?.againstEachHuman.estimate ?? -1))[0];
  return {
    project: report.project,
    criterion: report.criterion,
    round: report.round,
    ties: report.ties,
    invalid: report.invalid,
    filters: report.filters,
    counted: report.counted,
    epsilon: options.epsilon,
    generatedAt: report.generatedAt,
    seed: report.seed,
    labelsVersion: report.labelsVersion,
    alwaysLargest: report.baseRate.alwaysLargest,
    people: toPeople(report, costs.people),
    hourlyRateMicroDollars: costs.hourlyRateMicroDollars,
    rows,
    tests: best?.annotator ? await readTests(project.id, report, options, best.annotator, rows) : NO_TESTS,
  };
}

function toPeople(report: AgreementReport, cost: CostRow | null): Leaderboard["people"] {
  const group = report.groups.find(({ between }) => between[1] === "HUMAN") ?? null;
  return {
    annotators: report.annotators.filter(({ kind }) => kind === "HUMAN").length,
    group,
    perLabelMicroDollars: cost?.perLabel ?? null,
    secondsPerLabel: cost?.secondsPerLabel ?? null,
    costReason: cost ? cost.reason : "no label of a person says how long it took",
  };
}

/** Judges and baselines with labels that count, the ones with the highest agreement first. */
function toKnownRows(report: AgreementReport, judges: readonly JudgeEntry[], costs: readonly CostRow[]): LeaderboardRow[] {
  const entries = new Map(judges.map((entry) => [entry.versionId, entry]));
  return report.judges.flatMap((judge): LeaderboardRow[] => {
    const annotator = report.annotators.find(({ id }) => id === judge.annotator);
    if (!annotator) return [];
    const entry = entries.get(annotator.judge?.versionId ?? "");
    const cost = costs.find(({ id }) => id === annotator.id);
    return [
      {
        annotator: annotator.id,
        kind: judge.kind,
        name: annotator.judge?.name ?? annotator.name,
        judge: annotator.judge && { id: annotator.judge.id, version: annotator.judge.version },
        openRun: entry?.openRun ?? null,
        unreadable: annotator.unreadable,
        figures: entry?.openRun ? null : judge,
        reason: entry?.openRun ? "the run has not finished: half a run is not shown as one" : toReason(judge),
        perLabelMicroDollars: cost?.perLabel ?? null,
        costReason: cost ? cost.reason : "its labels came without a cost",
        secondsPerLabel: cost?.secondsPerLabel ?? null,
      },
    ];
  });
}

function toReason({ comparisons, againstEachHuman, tieShare }: ReportedJudge): string | null {
  if (comparisons === 0 && tieShare.estimate === 1) return "all its labels are ties, which the rule leaves out";
  if (comparisons === 0) return againstEachHuman.reason ?? "no comparison has a label of a person and of this annotator";
  return null;
}

/** Versions of judges without a label that counts. */
function toSilentRows(report: AgreementReport, judges: readonly JudgeEntry[]): LeaderboardRow[] {
  const known = new Set(report.annotators.map(({ judge }) => judge?.versionId));
  return judges
    .filter(({ versionId }) => !known.has(versionId))
    .map((entry) => ({
      annotator: null,
      kind: "AI",
      name: entry.name,
      judge: { id: entry.judgeId, version: entry.version },
      openRun: entry.openRun,
      unreadable: entry.invalid,
      figures: null,
      reason: toSilence(entry),
      perLabelMicroDollars: null,
      costReason: null,
      secondsPerLabel: null,
    }));
}

/** Judges that came with a file, without a label that counts. */
function toSilentImports(report: AgreementReport, imported: readonly ImportedJudge[]): LeaderboardRow[] {
  const known = new Set(report.annotators.map(({ id }) => id));
  return imported
    .filter(({ annotatorId }) => !known.has(annotatorId))
    .map(({ annotatorId, name, labels, invalid }) => ({
      annotator: annotatorId,
      kind: "AI",
      name,
      judge: null,
      openRun: null,
      unreadable: invalid,
      figures: null,
      reason: toSilence({ openRun: null, runs: 1, labels, invalid }),
      perLabelMicroDollars: null,
      costReason: null,
      secondsPerLabel: null,
    }));
}

function toSilence({ openRun, runs, labels, invalid }: Pick<JudgeEntry, "openRun" | "runs" | "labels" | "invalid">): string {
  if (openRun) return "the run has not finished: half a run is not shown as one";
  if (runs === 0) return "never run";
  if (labels > 0 && invalid === labels) return "not one of its verdicts could be read";
  return "no label of it counts on this criterion under these rules";
}

async function readTests(
  projectId: string,
  report: AgreementReport,
  options: LeaderboardOptions,
  best: string,
  rows: readonly LeaderboardRow[],
): Promise<BestTests> {
  const others = rows.flatMap(({ kind, annotator, figures }) =>
    kind === "AI" && annotator !== null && annotator !== best && figures && figures.comparisons >= ENOUGH ? [annotator] : [],
  );
  return reckon("bestTests", { projectId, criterion: report.criterion, options, best, others });
}
