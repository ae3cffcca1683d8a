import "server-only";
import { getAgreementReport } from "@/lib/agreement/queries";
import { AgreementOptions } from "@/lib/agreement/schema";
import { getProject } from "@/lib/auth/access";
import type { Actor } from "@/lib/auth/types";
import { countProject, listCriteria } from "@/lib/projects/queries";
import { reckon } from "@/lib/reckoning/reckon";
import { getRoundProgress } from "@/lib/rounds/progress";
import { listRounds } from "@/lib/rounds/queries";
import { listActivity } from "./activity";
import { findNextStep } from "./next-step";
import { listRoundCeilings } from "./round-ceilings";
import type { Overview } from "./types";

const ACTIVITIES = 6;

/**
 * The first page of a project. Its figures are those of the agreement report under its defaults: first criterion, ties left out.
 *
 * @throws AppError `not_found` unless the actor may read the project.
 */
export async function getOverview(actor: Actor, idOrSlug: string): Promise<Overview> {
  const project = await getProject(actor, idOrSlug, "read");
  const [counts, criteria, allRounds, report, activity] = await Promise.all([
    countProject(actor, project.id),
    listCriteria(actor, project.id),
    listRounds(actor, project.id),
    getAgreementReport(actor, project.id, AgreementOptions.parse({})),
    listActivity(project.id, ACTIVITIES),
  ]);
  // What a training round asks is no data, so it is no part of the work.
  const rounds = allRounds.filter(({ kind }) => kind === "LABELLING");
  const labelCounts = await reckon("labelCounts", { projectId: project.id, criterion: report.criterion });
  const { byRound } = await listRoundCeilings(actor, project.id, rounds);
  const open = rounds.findLast(({ state }) => state === "OPEN") ?? rounds.findLast(({ state }) => state === "PAUSED");
  return {
    comparisons: counts.comparisons,
    criteria: criteria.filter((each) => each.archivedAt === null).map((each) => each.key),
    counts: labelCounts,
    rounds,
    ceilings: byRound,
    assignments: rounds.reduce((sum, round) => sum + round.assignments, 0),
    done: rounds.reduce((sum, round) => sum + round.done, 0),
    report,
    next: findNextStep(rounds, report.judges.filter((judge) => judge.kind === "AI").length),
    activity,
    openRound: open ? { id: open.id, number: open.number, progress: await getRoundProgress(actor, open.id) } : null,
  };
}
