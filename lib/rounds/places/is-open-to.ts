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
