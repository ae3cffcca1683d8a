import "server-only";
import { createBreathing, nextTurn } from "@/lib/agreement/figures";
import { pool } from "@/lib/db/pool";
import type { DriftCost, VersionDrift } from "@/lib/judges/drift-types";
import { getLabelColumns } from "@/lib/labels/label-columns";
import { MAY_BE_OLD_ABOVE, type Made } from "@/lib/reckoning/recent-answers";
import { countDrift, takeCommon } from "./count-drift";

const RESAMPLES = 2_000;
const SEED = 1;

/** A job of `reckon`: what changed between two versions of a judge, by criterion (see `measureDrift`). */
export async function makeDrift({
  projectId,
  judgeId,
  versions,
}: {
  projectId: string;
  judgeId: string;
  versions: { from: number; to: number };
}): Promise<Made<VersionDrift[]>> {
  const columns = await getLabelColumns(projectId);
  const numberOf = (version: number) =>
    columns.annotators.findIndex(({ judge }) => judge?.id === judgeId && judge.version === version);
  const [from, to] = [numberOf(versions.from), numberOf(versions.to)];
  const [earlier, later] = [columns.annotators[from], columns.annotators[to]];
  if (from === to || !earlier?.judge || !later?.judge) return { answer: [], mayBeOld: false };
  const pair = { earlier: earlier.judge.versionId, later: later.judge.versionId };
  const between = { earlier: earlier.id, later: later.id };
  // Taken before control is given up: the columns go on.
  const taken = columns.criteria.map(({ id, key }, criterion) => ({
    criterion: { id, key },
    common: takeCommon(columns, { criterion, from, to }),
  }));
  const resampling = { seed: SEED, resamples: RESAMPLES, breathe: createBreathing(nextTurn) };
  const drifts: VersionDrift[] = [];
  for (const { criterion, common } of taken) {
    if (common.comparisons.length === 0) continue;
    const [counted, costOfEarlier, costOfLater] = [
      await countDrift(common, resampling),
      await readCost(pair.earlier, criterion.id, between.later),
      await readCost(pair.later, criterion.id, between.earlier),
    ];
    drifts.push({ criterion, ...counted, cost: { from: costOfEarlier, to: costOfLater } });
  }
  return { answer: drifts, mayBeOld: columns.count > MAY_BE_OLD_ABOVE };
}

/** Of a version's calls on the comparisons that another annotator has labelled too. */
async function readCost(judgeVersionId: string, criterionId: string, otherId: string): Promise<DriftCost> {
  const { rows } = await pool().query<{ comparisons: number; cost: number | null }>(COST, [judgeVersionId, criterionId, otherId]);
  const { comparisons = 0, cost = null } = rows[0] ?? {};
  return { comparisons, microDollars: cost === null || comparisons === 0 ? null : cost / comparisons };
}

const COST = `
  select count(distinct k."comparisonId") filter (where k."costMicroDollars" is not null)::int as comparisons, sum(k."costMicroDollars")::float8 as cost
  from "JudgeCall" k
  where k."judgeVersionId" = $1 and k."criterionId" = $2 and exists (
    select 1 from "Label" l where l."comparisonId" = k."comparisonId" and l."criterionId" = $2 and l."annotatorId" = $3)`;
