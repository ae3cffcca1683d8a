/**
 * SQL that says whether an item `i` of a round, with its comparison `c`, is open to a person: neither theirs already, nor withdrawn, nor is
 * one of its responses theirs, nor have they given a final answer on it, having seen what others said. The arguments name parameters.
 */
export function isOpenTo({ annotator, user, project }: { annotator: string; user: string; project: string }): string {
  return `i."openSlots" > 0 and c."withdrawnAt" is null
    and not exists (
      select 1 from "Assignment" a where a."comparisonId" = i."comparisonId" and a."roundId" = i."roundId" and a."annotatorId" = ${annotator}::uuid
        and a."repeatIndex" = 0 and a.state in ('OPEN', 'DONE'))
    and not exists (select 1 from "Adjudication" d where d."comparisonId" = i."comparisonId" and d."userId" = ${user}::uuid)
    and not (array[c."responseAId", c."responseBId"] && array(
      select w.id from "Response" w where w."projectId" = ${project}::uuid and w."authorId" in (${annotator}::uuid, ${user}::uuid)))`;
}

/**
 * SQL that lists the comparisons of a round, open or not, that `isOpenTo` bars from a person, each once: what is open to them is everything
 * that is open but these. Counting so costs what they have done, not what is there. The arguments name parameters.
 */
export function barredFrom({
  annotator,
  user,
  project,
  round,
}: Record<"annotator" | "user" | "project" | "round", string>): string {
  const written = `select w.id from "Response" w where w."projectId" = ${project}::uuid and w."authorId" in (${annotator}::uuid, ${user}::uuid)`;
  return `
    select a."comparisonId" from "Assignment" a
    where a."annotatorId" = ${annotator}::uuid and a."roundId" = ${round}::uuid and a."repeatIndex" = 0 and a.state in ('OPEN', 'DONE')
    union select c.id from "Comparison" c where c."projectId" = ${project}::uuid and c."withdrawnAt" is not null
    union select d."comparisonId" from "Adjudication" d where d."projectId" = ${project}::uuid and d."userId" = ${user}::uuid
    union select c.id from "Comparison" c
    where exists (${written}) and c."projectId" = ${project}::uuid and array[c."responseAId", c."responseBId"] && array(${written})`;
}
