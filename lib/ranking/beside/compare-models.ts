import "server-only";
import { createBreathing, nextTurn } from "@/lib/agreement/figures";
import type { LabelFilter } from "@/lib/agreement/group-labels";
import { toRatings } from "@/lib/agreement/ratings";
import type { LabelColumns } from "@/lib/labels/label-columns";
import type { ModelsCompared } from "@/lib/ranking/beside-types";
import { readModels } from "@/lib/ranking/read-models";
import type { RankOptions } from "@/lib/ranking/schema";
import { takeJudgements } from "@/lib/ranking/to-battles";
import { bradleyTerry, davidson, raoKupper } from "@/lib/stats";
import { combineStrengths } from "./combine-strengths";
import { compareOrder } from "./compare-order";
import { controlLength } from "./control-length";
import { type BattleColumns, gatherBattles } from "./gather-battles";
import { readChosen, readContrasts, readLengths } from "./read-looks";
import { reportStyle } from "./report-style";

/** Texts of so many comparisons are read for the effects of style. */
const READ_AT_MOST = 10_000;

/** What a comparison of rankings is made of. */
export interface ComparedSources {
  projectId: string;
  columns: LabelColumns;
  /** Number in the columns, and id. */
  criterion: { index: number; id: string };
  /** Number in the columns; null for all. */
  round: number | null;
  filter: LabelFilter;
  /** An annotator's id; null without a judge. */
  judge: string | null;
  method: RankOptions["method"];
  seed: number;
}

/** What stands beside people's ranking and a judge's: both together, whether their orders agree, and what sways each. */
export async function compareModels(sources: ComparedSources): Promise<ModelsCompared> {
  const { projectId, columns, criterion, seed } = sources;
  const ratings = toRatings(columns, {
    ties: "category",
    invalid: "drop",
    criterion: criterion.index,
    round: sources.round,
    kinds: ["HUMAN", "AI"],
    filter: sources.filter,
  });
  // Later readings write to the same columns: what is needed of them is taken before the first pause.
  const places = ratings.annotators.map((_, place) => place);
  const people = takeJudgements(columns, ratings, new Set(places.filter((place) => ratings.annotators[place]?.kind === "HUMAN")));
  const of = ratings.annotators.findIndex(({ id }) => id === sources.judge);
  const judged = of < 0 ? null : takeJudgements(columns, ratings, new Set([of]));
  const models = await readModels(projectId, columns);
  const byPeople = gatherBattles(people, models);
  const byJudge = judged && gatherBattles(judged, models);
  const drawn = drawSpread(distinct(byPeople), READ_AT_MOST);
  const [lengths, contrasts, chosen] = [
    await readLengths(projectId, columns),
    await readContrasts(projectId, columns, drawn),
    await readChosen(projectId, criterion.id),
  ];
  const resampling = { seed, resamples: 500, breathe: createBreathing(nextTurn) };
  const model = { "bradley-terry": bradleyTerry, davidson, "rao-kupper": raoKupper, elo: bradleyTerry }[sources.method];
  return {
    combined: byJudge && combineStrengths(byPeople, byJudge, columns.comparisonCount),
    order: byJudge && (await compareOrder(byPeople, byJudge, model, resampling)),
    style: reportStyle(byPeople, byJudge, contrasts, distinct(byPeople).length),
    lengths: { people: controlLength(byPeople, lengths), judge: byJudge && controlLength(byJudge, lengths) },
    chosen,
  };
}

function distinct({ comparison }: BattleColumns): number[] {
  return [...new Set(comparison)];
}

/** At most so many of a list, evenly spread over it: it is in the order of clusters, which says nothing of style. */
function drawSpread(list: readonly number[], most: number): number[] {
  if (list.length <= most) return [...list];
  return Array.from({ length: most }, (_, i) => list[Math.floor((i * list.length) / most)] ?? 0);
}
