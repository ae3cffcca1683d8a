import "server-only";
import type pg from "pg";
import type { ExportInput, ExportManifest } from "@/lib/datasets/export-schema";
import { WHOLE_FORMATS } from "@/lib/datasets/schema";
import { AppError } from "@/lib/errors";
import type { Choice } from "./choose-preferences";
import type { AnnotatorNames } from "./to-record";

/** Everything that an export reads once, before its rows. */
export interface Selection {
  criterionId: string | null;
  criterionKey: string | null;
  criteria: ReadonlyMap<string, string>;
  names: AnnotatorNames;
  choice: Choice;
  judge: string | null;
  versions: ExportManifest["versions"];
}

/**
 * Finds what an export names: its criterion, its judge, the scale's levels, the versions in force.
 *
 * @throws AppError `invalid` with the names that there are.
 */
export async function findSelection(client: pg.ClientBase, projectId: string, input: ExportInput): Promise<Selection> {
  const criteria = await rows<{ id: string; key: string }>(
    client,
    `select id, key from "Criterion" where "projectId" = $1 order by "archivedAt" nulls first, position`,
    projectId,
  );
  const annotators = await rows<{ id: string; name: string; kind: string }>(
    client,
    `select id, name, kind::text from "Annotator" where "projectId" = $1 order by "createdAt", id`,
    projectId,
  );
  const criterion = input.criterion === undefined ? criteria[0] : criteria.find(({ key }) => key === input.criterion);
  if (!criterion)
    throw wrong(
      "criterion",
      input.criterion,
      criteria.map(({ key }) => key),
    );
  const isWhole = WHOLE_FORMATS.has(input.format);
  const judge = input.source === "ai" && !isWhole ? findJudge(annotators, input.judge) : null;
  return {
    criterionId: isWhole ? null : criterion.id,
    criterionKey: isWhole ? null : criterion.key,
    criteria: new Map(criteria.map(({ id, key }) => [id, key])),
    names: toNames(annotators),
    choice: { ...input, judgeAnnotatorId: judge?.id ?? null, notExported: await readNotExported(client, projectId) },
    judge: judge?.name ?? null,
    versions: await readVersions(client, projectId),
  };
}

function findJudge(
  annotators: readonly { id: string; name: string; kind: string }[],
  wanted: string | undefined,
): { id: string; name: string } {
  const judges = annotators.filter(({ kind }) => kind !== "HUMAN");
  const found =
    wanted === undefined
      ? judges.length === 1
        ? judges[0]
        : undefined
      : judges.find(({ id, name }) => id === wanted || name === wanted);
  if (found) return found;
  throw wrong(
    "judge",
    wanted,
    judges.map(({ name }) => name),
  );
}

function wrong(field: string, wanted: string | undefined, known: readonly string[]): AppError {
  const there = known.length === 0 ? `the project has no ${field}` : `there are ${known.join(", ")}`;
  const message = wanted === undefined ? `Say which ${field}: ${there}.` : `There is no ${field} "${wanted}": ${there}.`;
  return new AppError("invalid", message, { fields: [{ path: field, message }] });
}

function toNames(annotators: readonly { id: string; name: string; kind: string }[]): AnnotatorNames {
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

async function readNotExported(client: pg.ClientBase, projectId: string): Promise<ReadonlyMap<string, ReadonlySet<number>>> {
  const scales = await rows<{ id: string; strengths: number[] }>(
    client,
    `select s.id, array(select distinct abs((b->>'score')::int) from jsonb_array_elements(s.levels) b where b->>'exported' = 'false') as strengths
     from "ScaleVersion" s where s."projectId" = $1`,
    projectId,
  );
  return new Map(scales.map(({ id, strengths }) => [id, new Set(strengths)]));
}

async function readVersions(client: pg.ClientBase, projectId: string): Promise<ExportManifest["versions"]> {
  const [found] = await rows<{ scale: number | null; guidelines: number | null }>(
    client,
    `select (select max(version) from "ScaleVersion" where "projectId" = $1) as scale, (select max(version) from "GuidelineVersion" where "projectId" = $1) as guidelines`,
    projectId,
  );
  const judges = await rows<{ name: string; version: number; contentHash: string }>(
    client,
    `select j.name, v.version, v."contentHash" from "Judge" j join "JudgeVersion" v on v."judgeId" = j.id where j."projectId" = $1 order by j.name, v.version`,
    projectId,
  );
  return { scale: found?.scale ?? null, guidelines: found?.guidelines ?? null, judges };
}

async function rows<T extends pg.QueryResultRow>(client: pg.ClientBase, text: string, projectId: string): Promise<T[]> {
  return (await client.query<T>(text, [projectId])).rows;
}
