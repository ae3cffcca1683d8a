import "server-only";
import { toCondition } from "@/lib/datasets/browse/to-condition";
import type { RunSampling } from "@/lib/judges/run-schema";
import { isData } from "@/lib/labels/data-labels";

/** Which comparisons a run is about, before any sample is drawn. */
export interface Population {
  projectId: string;
  criterionId: string;
  judgeVersionId: string;
  roundId: string | null;
  sampling: RunSampling;
}

/** A statement with its parameters. */
export interface Statement {
  sql: string;
  values: unknown[];
}

/** The comparisons of a run's scope in the dataset's order, as SQL that names one column, `id`. What was typed travels as a parameter. */
export function toPopulation({ projectId, criterionId, judgeVersionId, roundId, sampling }: Population): Statement {
  const { filter = {}, only } = sampling;
  const { model, ...browse } = filter;
  const { sql, values } = toCondition(projectId, browse);
  const place = (value: unknown) => `$${values.push(value)}`;
  const parts = [sql, `c."withdrawnAt" is null`];
  if (roundId !== null) {
    parts.push(`exists (select 1 from "RoundItem" i where i."comparisonId" = c.id and i."roundId" = ${place(roundId)}::uuid)`);
  }
  if (model !== undefined) {
    const name = place(model);
    parts.push(`(a.model = ${name} or b.model = ${name})`);
  }
  if (only !== undefined)
    parts.push(ONLY[only]({ criterion: `${place(criterionId)}::uuid`, version: () => `${place(judgeVersionId)}::uuid` }));
  const texts = browse.q !== undefined || model !== undefined ? TEXTS : "";
  return { sql: `select c.id from "Comparison" c ${texts} where ${parts.join(" and ")}`, values };
}

const TEXTS = `join "Prompt" p on p.id = c."promptId" join "Response" a on a.id = c."responseAId" join "Response" b on b.id = c."responseBId"`;

/** The places of the two parameters; the second one stands in the statement only where it is asked for. */
interface Places {
  criterion: string;
  version: () => string;
}

const ONLY: Readonly<Record<NonNullable<RunSampling["only"]>, (places: Places) => string>> = {
  "people-lack": ({ criterion }) => `not exists (${byPeople(criterion)} and l.answer in ('PREFERENCE', 'BOTH_BAD'))`,
  "judge-lacks": ({ criterion, version }) => `not exists (
    select 1 from "Label" l join "Annotator" w on w.id = l."annotatorId"
    where l."comparisonId" = c.id and l."criterionId" = ${criterion} and w."judgeVersionId" = ${version()})`,
  "people-disagree": ({ criterion }) =>
    `exists (${byPeople(criterion)} and l.answer = 'PREFERENCE' having count(distinct sign(l.score)) > 1)`,
  "judge-disagrees": ({ criterion, version }) => `exists (
    select 1 from "Label" j join "Annotator" x on x.id = j."annotatorId" join "JudgeVersion" v on v.id = x."judgeVersionId"
    where j."comparisonId" = c.id and j."criterionId" = ${criterion} and j.answer = 'PREFERENCE'
      and v."judgeId" = (select "judgeId" from "JudgeVersion" where id = ${version()})
      and exists (${byPeople(criterion)} and l.answer = 'PREFERENCE' and sign(l.score) <> sign(j.score)))`,
};

function byPeople(criterion: string): string {
  return `select 1 from "Label" l join "Annotator" w on w.id = l."annotatorId" and w.kind = 'HUMAN'
    where l."comparisonId" = c.id and l."criterionId" = ${criterion} and ${isData("l")}`;
}
