import "server-only";
import { pool } from "@/lib/db/pool";
import { findExampleIds } from "@/lib/judges/calls/exclude-examples";
import { JudgeSpec } from "@/lib/judges/schema";
import type { Seen } from "./check-grounds";

interface Version {
  judgeId: string;
  version: number;
  spec: unknown;
  createdAt: Date;
}

/** What a judge was shown and how these comparisons came about. `annotatorId` is the judge's. */
export async function readSeen(
  projectId: string,
  annotatorId: string,
  criterionId: string,
  ids: readonly string[],
): Promise<Seen> {
  const [version, drawn, evasion] = await Promise.all([
    readVersion(annotatorId),
    readDrawn(criterionId, ids),
    readEvasion(projectId, criterionId),
  ]);
  const common = { ...drawn, maySpareEvasion: evasion };
  if (!version) return { isKnown: false, shown: 0, examples: 0, tuned: 0, ...common };
  const { fewShot } = JudgeSpec.parse(version.spec);
  const shown = new Set(await findExampleIds(pool(), projectId, fewShot));
  return {
    isKnown: true,
    shown: ids.filter((id) => shown.has(id)).length,
    examples: fewShot.length,
    tuned: await countTuned(version, criterionId, ids),
    ...common,
  };
}

async function readVersion(annotatorId: string): Promise<Version | null> {
  const { rows } = await pool().query<Version>(
    `select v."judgeId", v.version, v.spec, v."createdAt" from "Annotator" n join "JudgeVersion" v on v.id = n."judgeVersionId" where n.id = $1::uuid`,
    [annotatorId],
  );
  return rows[0] ?? null;
}

/** Comparisons that earlier versions had labelled when this one was made. */
async function countTuned(
  { judgeId, version, createdAt }: Version,
  criterionId: string,
  ids: readonly string[],
): Promise<number> {
  if (version === 1) return 0;
  const { rows } = await pool().query<{ n: number }>(
    `select count(distinct l."comparisonId")::int as n
     from "Label" l join "Annotator" n on n.id = l."annotatorId" join "JudgeVersion" v on v.id = n."judgeVersionId"
     where v."judgeId" = $1::uuid and v.version < $2 and l."submittedAt" < $3 and l."criterionId" = $4::uuid and l."comparisonId" = any($5::uuid[])`,
    [judgeId, version, createdAt, criterionId, ids],
  );
  return rows[0]?.n ?? 0;
}

async function readDrawn(criterionId: string, ids: readonly string[]): Promise<Pick<Seen, "active" | "guidelines">> {
  const active = await pool().query<{ n: number }>(
    `select count(distinct "comparisonId")::int as n from "RoundItem" where "selectionReason" = 'ACTIVE' and "comparisonId" = any($1::uuid[])`,
    [ids],
  );
  const guidelines = await pool().query<{ version: number | null }>(
    `select distinct g.version from "Label" l join "Annotator" n on n.id = l."annotatorId" left join "GuidelineVersion" g on g.id = l."guidelineVersionId"
     where n.kind = 'HUMAN' and l."criterionId" = $1::uuid and l."comparisonId" = any($2::uuid[])`,
    [criterionId, ids],
  );
  return { active: active.rows[0]?.n ?? 0, guidelines: guidelines.rows.map(({ version }) => version) };
}

const HARM = /harm|safe|toxic/i;
const EVASION = /evasi|refus|declin|withhold/i;

/** Whether a criterion about harm says nothing of evasion: then who refuses everything wins. */
async function readEvasion(projectId: string, criterionId: string): Promise<boolean> {
  const { rows } = await pool().query<{ key: string; question: string; guidelines: string | null }>(
    `select c.key, c.question, (select g.markdown from "GuidelineVersion" g where g."projectId" = $2::uuid order by g.version desc limit 1) as guidelines
     from "Criterion" c where c.id = $1::uuid`,
    [criterionId, projectId],
  );
  const [found] = rows;
  if (!found || !HARM.test(`${found.key} ${found.question}`)) return false;
  return !EVASION.test(`${found.question} ${found.guidelines ?? ""}`);
}
