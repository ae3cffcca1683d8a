import "server-only";
import { FILTER_NAMES, type LabelFilters } from "@/lib/agreement/filter-schema";
import type { LabelFilter } from "@/lib/agreement/group-labels";
import { pickRound } from "@/lib/agreement/pick";
import type { ReportedFilters } from "@/lib/agreement/types";
import { db } from "@/lib/db/client";
import { AppError } from "@/lib/errors";
import { getLabelColumns, type LabelColumns } from "@/lib/labels/label-columns";
import { pickAnnotators, pickCategory, pickDays, pickTurn } from "./pick-filters";
import { CATEGORY_KEY, type ComparisonFacts, findFacts, readFacts } from "./read-facts";

/** Labels, and which of them count. */
export interface FilteredColumns {
  columns: LabelColumns;
  /** For the rules of `toRatings`. */
  filter: LabelFilter;
  /** What a report says of it. */
  reported: ReportedFilters;
  /** Categories and turns of the comparisons. */
  facts: ComparisonFacts;
}

/** More readings than this in a row, each overtaken by new comparisons, do not happen. */
const TRIES = 20;

/**
 * The labels of a project, and the filters ready to be applied to them. What the filters need is read before the labels are, so that
 * nothing is waited for between the reading of labels and what the caller takes of them.
 *
 * @param asked - Whatever has the filters' names; other names are not looked at.
 * @throws AppError `invalid` with the filter's name for what the project does not have; `not_found` for its round.
 */
export async function getFilteredColumns(
  projectId: string,
  asked: LabelFilters & { round?: string | undefined },
): Promise<FilteredColumns> {
  const filters: LabelFilters = Object.fromEntries(FILTER_NAMES.map((name) => [name, asked[name]]));
  const key = pickCategory(filters.category)?.key ?? CATEGORY_KEY;
  for (let tries = 0; tries < TRIES; tries++) {
    const first = await getLabelColumns(projectId);
    const round = asked.round === undefined ? null : (first.rounds[pickRound(first, asked.round).index]?.id ?? null);
    const members = filters.group === undefined ? null : await listGroup(projectId, filters.group, round);
    const drawn = filters.slice === "random" ? await listDrawn(projectId, round) : null;
    if (!findFacts(first, key)) await readFacts(projectId, first, key);
    const columns = await getLabelColumns(projectId);
    const facts = findFacts(columns, key);
    if (facts) return { columns, facts, ...toFilter({ columns, facts, filters, members, drawn }) };
  }
  throw new AppError("unavailable", "New comparisons are arriving too fast to sort them. Try again in a moment.");
}

interface Sources {
  columns: LabelColumns;
  facts: ComparisonFacts;
  filters: LabelFilters;
  /** Ids of annotators and of comparisons, where these are asked for. */
  members: ReadonlySet<string> | null;
  drawn: readonly string[] | null;
}

function toFilter({ columns, facts, filters, members, drawn }: Sources): Pick<FilteredColumns, "filter" | "reported"> {
  const { allowed, ...people } = pickAnnotators(columns, filters, members);
  const category = pickCategory(filters.category, facts);
  const turn = pickTurn(filters.turn, facts);
  const { from, until } = pickDays(filters);
  const comparisons = category || turn || drawn ? new Uint8Array(columns.comparisonCount).fill(1) : null;
  const onlyWhere = (test: (comparison: number) => boolean) => {
    for (let i = 0; comparisons && i < comparisons.length; i++) if (!test(i)) comparisons[i] = 0;
  };
  if (category) onlyWhere((i) => facts.value[i] === category.place);
  if (turn) onlyWhere((i) => facts.turn[i] === turn);
  if (drawn) {
    const marks = new Uint8Array(columns.comparisonCount);
    for (const id of drawn) {
      const place = columns.findComparison(id);
      if (place >= 0) marks[place] = 1;
    }
    onlyWhere((i) => marks[i] === 1);
  }
  return {
    filter: { annotators: allowed, comparisons, minStrength: filters.minStrength ?? 0, from, until },
    reported: {
      ...people,
      ...(category ? { category: { key: category.key, value: category.value } } : {}),
      ...(turn ? { turn } : {}),
      ...(drawn ? { slice: "random" } : {}),
      ...(filters.minStrength ? { minStrength: filters.minStrength } : {}),
      ...(filters.from ? { from: filters.from } : {}),
      ...(filters.to ? { to: filters.to } : {}),
    },
  };
}

/** People of a group by its name, in one round or in any. @throws AppError `invalid` if there is no such group. */
async function listGroup(projectId: string, group: string, roundId: string | null): Promise<Set<string>> {
  const inRound = { round: { projectId, ...(roundId ? { id: roundId } : {}) } };
  const members = await db().roundMember.findMany({ where: { ...inRound, group }, select: { annotatorId: true } });
  if (members.length > 0) return new Set(members.map(({ annotatorId }) => annotatorId));
  const groups = await db().roundMember.findMany({
    where: { ...inRound, group: { not: null } },
    select: { group: true },
    distinct: ["group"],
    orderBy: { group: "asc" },
  });
  const known =
    groups.length > 0
      ? `It has ${groups.map((each) => each.group).join(", ")}.`
      : "People get groups when they are put into a round.";
  throw new AppError("invalid", `There is no group "${group}" here. ${known}`, {
    fields: [{ path: "group", message: `is not a group of people here. ${known}` }],
  });
}

/** Comparisons that came into a round by chance, or because it took all: what may stand for the others. */
async function listDrawn(projectId: string, roundId: string | null): Promise<string[]> {
  const items = await db().roundItem.findMany({
    where: { selectionReason: { in: ["RANDOM", "ALL"] }, round: { projectId, ...(roundId ? { id: roundId } : {}) } },
    select: { comparisonId: true },
  });
  return items.map(({ comparisonId }) => comparisonId);
}
