import "server-only";
import { db } from "@/lib/db/client";

/**
 * The condition, in SQL, under which a label is data: everything but the labels of training rounds. Every reader that counts, compares or
 * exports labels asks it, `whereData` or the columns of `getLabelColumns`, which ask it too.
 *
 * @param label - The name of the `Label` table in the statement.
 */
export function isData(label: string): string {
  return `(${label}."roundId" is null or ${label}."roundId" not in (select t.id from "Round" t where t.kind = 'TRAINING'))`;
}

/** The same condition for Prisma: goes into the `where` of labels of this project. */
export async function whereData(projectId: string) {
  const training = await db().round.findMany({ where: { projectId, kind: "TRAINING" }, select: { id: true } });
  if (training.length === 0) return {};
  return { OR: [{ roundId: null }, { roundId: { notIn: training.map(({ id }) => id) } }] };
}

/**
 * How many labels of a project are no data, in SQL. $1 the project. Read by the index of people and rounds, so that counting all labels of a
 * project can stay a look at one index.
 */
export const COUNT_NO_DATA = `
  select count(*) from "Round" t
  join "RoundMember" tm on tm."roundId" = t.id
  join "Label" tl on tl."annotatorId" = tm."annotatorId" and tl."roundId" = t.id
  where t."projectId" = $1 and t.kind = 'TRAINING'`;
