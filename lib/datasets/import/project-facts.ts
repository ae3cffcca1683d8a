import "server-only";
import type pg from "pg";
import { toStrengths } from "@/lib/labels/scale";
import type { ScaleButton } from "@/lib/labels/types";

/** What an import must know of its project. */
export interface ProjectFacts {
  projectId: string;
  scaleVersionId: string | null;
  /** The strengths that the scale stores, weakest first. */
  strengths: readonly number[];
  allowsTie: boolean;
  /** Key → id; those that the import creates are added. */
  criteria: Map<string, string>;
  /** Key of the criterion of labels that name none. */
  defaultCriterion: string;
  /** Whether a criterion that is not known is created: while the project has no labels. */
  mayCreateCriteria: boolean;
}

/** Reads what an import must know, in its own transaction. */
export async function readProjectFacts(
  client: pg.ClientBase,
  projectId: string,
  criterion: string | undefined,
): Promise<ProjectFacts> {
  const scale = await client.query<{ id: string; allowsTie: boolean; levels: readonly ScaleButton[] }>(
    'select id, "allowsTie", levels from "ScaleVersion" where "projectId" = $1 order by version desc limit 1',
    [projectId],
  );
  const criteria = await client.query<{ id: string; key: string }>(
    'select id, key from "Criterion" where "projectId" = $1 order by "archivedAt" is not null, position, "createdAt", id',
    [projectId],
  );
  const labels = await client.query('select 1 from "Label" where "projectId" = $1 limit 1', [projectId]);
  const version = scale.rows[0];
  return {
    projectId,
    scaleVersionId: version?.id ?? null,
    strengths: version ? toStrengths({ buttons: version.levels }) : [1, 2, 3, 4],
    allowsTie: version?.allowsTie ?? true,
    criteria: new Map(criteria.rows.map(({ key, id }) => [key, id])),
    defaultCriterion: criterion ?? criteria.rows[0]?.key ?? "overall",
    mayCreateCriteria: labels.rows.length === 0,
  };
}
