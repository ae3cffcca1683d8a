import "server-only";
import type pg from "pg";
import { type ExportInput, isWholeFormat } from "@/lib/datasets/export-schema";
import { AppError } from "@/lib/errors";
import type { Choice } from "./choose-preferences";
import { fitPeople } from "./fit-people";
import { listExamples } from "./list-examples";
import type { MarginTables } from "./margins";
import type { ReadQuery } from "./read-comparisons";
import { readVersions, type Versions } from "./read-versions";
import { makeSplit, type SplitOf } from "./splits";
import type { AnnotatorNames } from "./to-record";

/** Everything that an export reads once, before its rows. */
export interface Selection {
  criterionKey: string | null;
  criteria: ReadonlyMap<string, string>;
  names: AnnotatorNames;
  choice: Choice;
  query: ReadQuery;
  judge: string | null;
  margins: MarginTables;
  splitOf: SplitOf;
  /** Comparisons that are left out because a judge was shown them. */
  examples: number;
  versions: Versions;
  /** How many people the project has among its annotators. */
  people: number;
}

interface Known {
  criteria: { id: string; key: string }[];
  annotators: { id: string; name: string; kind: string; judgeVersionId: string | null }[];
}

/**
 * Finds what an export names: its criteria, its judge, its people and round, the scale's levels, the versions in force.
 *
 * @param asOf - The moment whose state is exported; null: now.
 * @throws AppError `invalid` with the names that there are.
 */
export async function findSelection(
  client: pg.ClientBase,
  projectId: string,
  input: ExportInput,
  asOf: string | null = null,
): Promise<Selection> {
  const known = await readKnown(client, projectId, asOf);
  const isWhole = isWholeFormat(input.format);
  const criterion = pick("criterion", known.criteria, input.criterion);
  const second = input.judgeCriterion === undefined ? criterion : pick("judgeCriterion", known.criteria, input.judgeCriterion);
  const takesJudge = !isWhole && (input.source === "ai" || input.source === "mixed");
  const judge = takesJudge ? findJudge(known.annotators, input.judge) : null;
  const examples =
    isWhole || input.examples === "keep" || !judge?.judgeVersionId
      ? []
      : await listExamples(client, projectId, judge.judgeVersionId);
  const query: ReadQuery = {
    projectId,
    criterionIds: isWhole ? null : [...new Set([criterion.id, second.id])],
    ...(await toRows(client, projectId, input, known)),
    adjudicated: isWhole ? "either" : input.adjudicated,
    without: examples,
    withInclusion: input.weights !== "none",
    after: null,
    asOf,
  };
  const weighs = (input.source === "consensus" || input.source === "mixed") && input.method !== "majority" && !isWhole;
  const scales = await readScales(client, projectId);
  return {
    criterionKey: isWhole ? null : criterion.key,
    criteria: new Map(known.criteria.map(({ id, key }) => [id, key])),
    names: toNames(known.annotators),
    choice: {
      ...input,
      criterionId: criterion.id,
      judgeCriterionId: second.id,
      judgeAnnotatorId: judge?.id ?? null,
      notExported: scales.notExported,
      fitted: weighs ? await fitPeople(client, query, input) : null,
    },
    query,
    judge: judge?.name ?? null,
    margins: scales.margins,
    splitOf: await makeSplit(client, projectId, input),
    examples: examples.length,
    versions: await readVersions(client, projectId, { asOf, judgeVersionId: isWhole ? null : (judge?.judgeVersionId ?? "none") }),
    people: known.annotators.filter(({ kind }) => kind === "HUMAN").length,
  };
}

async function readKnown(client: pg.ClientBase, projectId: string, asOf: string | null): Promise<Known> {
  const criteria = await client.query<Known["criteria"][number]>(
    `select id, key from "Criterion" where "projectId" = $1 order by "archivedAt" nulls first, position`,
    [projectId],
  );
  const annotators = await client.query<Known["annotators"][number]>(
    `select id, name, kind::text, "judgeVersionId" from "Annotator"
     where "projectId" = $1 and "createdAt" <= coalesce($2::timestamptz, 'infinity') order by "createdAt", id`,
    [projectId, asOf],
  );
  return { criteria: criteria.rows, annotators: annotators.rows };
}

function pick(path: string, known: Known["criteria"], wanted: string | undefined): Known["criteria"][number] {
  const found = wanted === undefined ? known[0] : known.find(({ key, id }) => key === wanted || id === wanted);
  if (found) return found;
  throw wrong(
    path,
    "criterion",
    wanted,
    known.map(({ key }) => key),
  );
}

function findJudge(annotators: Known["annotators"], wanted: string | undefined): Known["annotators"][number] {
  const judges = annotators.filter(({ kind }) => kind !== "HUMAN");
  const only = judges.length === 1 ? judges[0] : undefined;
  const found = wanted === undefined ? only : judges.find(({ id, name }) => id === wanted || name === wanted);
  if (found) return found;
  throw wrong(
    "judge",
    "judge",
    wanted,
    judges.map(({ name }) => name),
  );
}

type RowFilters = Pick<ReadQuery, "roundId" | "annotatorIds" | "origin" | "category" | "turn" | "drawnOnly" | "from" | "until">;

async function toRows(client: pg.ClientBase, projectId: string, input: ExportInput, known: Known): Promise<RowFilters> {
  const { round, annotators, origin, category, turn, slice, from, to } = input;
  const [key, value] = category?.includes("=") ? cut(category) : ["category", category];
  return {
    roundId: round === undefined ? null : await findRound(client, projectId, round),
    annotatorIds: annotators === undefined ? null : findPeople(known.annotators, annotators),
    origin: origin === undefined ? null : origin === "here" ? "HERE" : "IMPORTED",
    category: value === undefined || key === undefined ? null : { key, value },
    turn: turn ?? null,
    drawnOnly: slice === "random",
    from: from === undefined ? null : `${from}T00:00:00Z`,
    until: to === undefined ? null : new Date(Date.parse(`${to}T00:00:00Z`) + 86_400_000).toISOString(),
  };
}

function cut(category: string): [string, string] {
  const at = category.indexOf("=");
  return [category.slice(0, at), category.slice(at + 1)];
}

async function findRound(client: pg.ClientBase, projectId: string, wanted: string): Promise<string> {
  const { rows } = await client.query<{ id: string; number: number }>(
    `select id, number from "Round" where "projectId" = $1 order by number`,
    [projectId],
  );
  const found = rows.find(({ id, number }) => id === wanted || String(number) === wanted);
  if (found) return found.id;
  throw wrong(
    "round",
    "round",
    wanted,
    rows.map(({ number }) => String(number)),
  );
}

/** People of a list with commas; a name may hold a comma itself. */
function findPeople(annotators: Known["annotators"], wanted: string): string[] {
  const people = annotators.filter(({ kind }) => kind === "HUMAN");
  const named = (name: string) => people.filter((person) => person.id === name || person.name === name).map(({ id }) => id);
  const whole = named(wanted);
  if (whole.length > 0) return whole;
  return wanted.split(",").flatMap((part) => {
    const found = named(part.trim());
    if (found.length > 0) return found;
    throw wrong(
      "annotators",
      "person",
      part.trim(),
      people.slice(0, 30).map(({ name }) => name),
    );
  });
}

function wrong(path: string, what: string, wanted: string | undefined, known: readonly string[]): AppError {
  const there = known.length === 0 ? `the project has no ${what}` : `there are ${known.join(", ")}`;
  const message = wanted === undefined ? `Say which ${what}: ${there}.` : `There is no ${what} "${wanted}": ${there}.`;
  return new AppError("invalid", message, { fields: [{ path, message }] });
}

function toNames(annotators: Known["annotators"]): AnnotatorNames {
  const taken = new Set<string>();
  const names = new Map<string, string>();
  for (const { id, name, kind } of annotators) {
    let free = name;
    for (let i = 2; taken.has(`${kind} ${free}`); i++) free = `${name} (${i})`;
    taken.add(`${kind} ${free}`);
    names.set(id, free);
  }
  return names;
}

interface StoredLevel {
  score: number;
  marginSmall?: number;
  marginLarge?: number;
  exported?: boolean;
}

async function readScales(
  client: pg.ClientBase,
  projectId: string,
): Promise<{ notExported: ReadonlyMap<string, ReadonlySet<number>>; margins: MarginTables }> {
  const { rows } = await client.query<{ id: string; levels: StoredLevel[] }>(
    `select id, levels from "ScaleVersion" where "projectId" = $1`,
    [projectId],
  );
  const strengths = (levels: readonly StoredLevel[]) => levels.filter(({ score }) => score !== 0);
  return {
    notExported: new Map(
      rows.map(({ id, levels }) => [
        id,
        new Set(levels.filter(({ exported }) => exported === false).map(({ score }) => Math.abs(score))),
      ]),
    ),
    margins: new Map(
      rows.map(({ id, levels }) => [
        id,
        new Map(
          strengths(levels).flatMap(({ score, marginSmall, marginLarge }) =>
            marginSmall === undefined || marginLarge === undefined
              ? []
              : [[Math.abs(score), { small: marginSmall, large: marginLarge }] as const],
          ),
        ),
      ]),
    ),
  };
}
