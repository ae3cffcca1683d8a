import "server-only";
import type pg from "pg";
import { projectsWhere } from "@/lib/auth/access";
import type { Actor } from "@/lib/auth/types";
import { db } from "@/lib/db/client";
import { pool } from "@/lib/db/pool";
import { toStoredScale } from "@/lib/labels/round-facts";
import { toGoldOptions } from "./to-options";
import type { GoldAnswer, GoldCount, GoldOption } from "./types";

/** What gold answers a comparison has and could have. */
export interface GoldSetting {
  answers: GoldAnswer[];
  options: GoldOption[];
}

/** The gold answers of a comparison and what the project's scale can say, for those who may read the project. */
export async function getGoldSetting(actor: Actor, projectId: string, comparisonId: string): Promise<GoldSetting> {
  const [answers, scale] = await Promise.all([
    listGold(actor, projectId, comparisonId),
    db().scaleVersion.findFirstOrThrow({
      where: { projectId, project: projectsWhere(actor, "read") },
      orderBy: { version: "desc" },
    }),
  ]);
  return { answers, options: toGoldOptions(toStoredScale(scale)) };
}

// Annotators never get any.
async function listGold(actor: Actor, projectId: string, comparisonId: string): Promise<GoldAnswer[]> {
  const project = await db().project.findFirst({
    where: { AND: [{ id: projectId }, projectsWhere(actor, "read")] },
    select: { id: true },
  });
  if (!project) return [];
  const found = await db().goldLabel.findMany({
    where: { comparisonId, projectId },
    select: { criterionId: true, answer: true, score: true, explanation: true, createdById: true, createdAt: true },
  });
  const authors = await db().user.findMany({
    where: { id: { in: found.flatMap((each) => each.createdById ?? []) } },
    select: { id: true, name: true },
  });
  return found.flatMap(({ createdById, createdAt, answer, ...gold }) =>
    answer === "UNSETTLED" || answer === "INVALID"
      ? []
      : {
          ...gold,
          answer,
          authorName: authors.find((author) => author.id === createdById)?.name ?? null,
          createdAt: createdAt.toISOString(),
        },
  );
}

/** How many comparisons of a project have gold answers, by the criteria that they have them on. Withdrawn ones are left out. */
export async function countGoldComparisons(projectId: string): Promise<GoldCount[]> {
  const { rows } = await pool().query<GoldCount>(
    `select "criterionIds", count(*)::int as comparisons
     from (select g."comparisonId", array_agg(g."criterionId"::text order by g."criterionId") as "criterionIds"
           from "GoldLabel" g join "Comparison" c on c.id = g."comparisonId"
           where g."projectId" = $1 and c."withdrawnAt" is null group by 1) each
     group by 1 order by 1`,
    [projectId],
  );
  return rows;
}

/** The comparisons of a project that have a gold answer on one of these criteria, in the order of import. Withdrawn ones are left out. */
export async function listGoldComparisons(
  client: pg.ClientBase,
  projectId: string,
  criterionIds: readonly string[],
): Promise<string[]> {
  const { rows } = await client.query<{ id: string }>(
    `select distinct g."comparisonId" as id from "GoldLabel" g join "Comparison" c on c.id = g."comparisonId"
     where g."projectId" = $1 and g."criterionId" = any($2::uuid[]) and c."withdrawnAt" is null order by 1`,
    [projectId, criterionIds],
  );
  return rows.map(({ id }) => id);
}
