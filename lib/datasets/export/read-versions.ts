import "server-only";
import type pg from "pg";
import type { ExportedJudge, ExportManifest } from "@/lib/datasets/export-types";

/** What a manifest says of versions and of judges. */
export interface Versions {
  versions: ExportManifest["versions"];
  judges: ExportedJudge[];
}

/**
 * The versions in force, and the judges whose labels leave.
 *
 * @param judgeVersionId - Of the one judge of the export; null: all judges' labels leave; any other text: none.
 */
export async function readVersions(
  client: pg.ClientBase,
  projectId: string,
  { asOf, judgeVersionId }: { asOf: string | null; judgeVersionId: string | null },
): Promise<Versions> {
  const [inForce] = await rows<{ scale: number | null; guidelines: number | null }>(
    client,
    `select (select max(version) from "ScaleVersion" where ${THEN}) as scale, (select max(version) from "GuidelineVersion" where ${THEN}) as guidelines`,
    [projectId, asOf],
  );
  const constitutions = await rows<ExportManifest["versions"]["constitutions"][number]>(
    client,
    `select k.name, v.version, v."contentHash" from "Constitution" k join "ConstitutionVersion" v on v."constitutionId" = k.id
     where k."projectId" = $1::uuid and v."createdAt" <= coalesce($2::timestamptz, 'infinity') order by k.name, v.version`,
    [projectId, asOf],
  );
  const judges = await rows<ExportedJudge & { id: string }>(
    client,
    `select v.id::text, j.name, v.version, v."contentHash", v.model, encode(sha256(convert_to(coalesce(v.spec->'template', '{}')::text, 'UTF8')), 'hex') as "promptHash",
       coalesce(v.spec->>'orders', '') as orders, (v.spec->>'seed')::float8 as seed,
       (select jsonb_build_object('name', k.name, 'version', c.version) from "ConstitutionVersion" c join "Constitution" k on k.id = c."constitutionId"
         where c.id = v."constitutionVersionId") as constitution
     from "Judge" j join "JudgeVersion" v on v."judgeId" = j.id
     where j."projectId" = $1::uuid and v."createdAt" <= coalesce($2::timestamptz, 'infinity') order by j.name, v.version`,
    [projectId, asOf],
  );
  return {
    versions: {
      scale: inForce?.scale ?? null,
      guidelines: inForce?.guidelines ?? null,
      constitutions,
      judges: judges.map(({ name, version, contentHash }) => ({ name, version, contentHash })),
    },
    judges: judges.filter(({ id }) => judgeVersionId === null || id === judgeVersionId).map(({ id: _id, ...judge }) => judge),
  };
}

const THEN = `"projectId" = $1::uuid and "createdAt" <= coalesce($2::timestamptz, 'infinity')`;

async function rows<T extends pg.QueryResultRow>(client: pg.ClientBase, text: string, values: unknown[]): Promise<T[]> {
  return (await client.query<T>(text, values)).rows;
}
