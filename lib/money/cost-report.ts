import "server-only";
import { getAgreementReport } from "@/lib/agreement/queries";
import { AgreementOptions } from "@/lib/agreement/schema";
import type { Figure } from "@/lib/agreement/types";
import { getProject } from "@/lib/auth/access";
import type { Actor } from "@/lib/auth/types";
import { pool } from "@/lib/db/pool";
import { isData } from "@/lib/labels/data-labels";
import { listCriteria } from "@/lib/projects/queries";
import { workMicroDollars } from "./cost";
import { toCostRow } from "./cost-row";
import { getMoneySettings } from "./settings";
import type { CostReport, CostRow } from "./types";

const HOUR_MS = 3_600_000;

/**
 * What labels on a criterion cost, by judge versions and by people, each with the agreement with people beside it: the figures of the
 * agreement report under its defaults. A judge's cost is the ledger's of its runs on the criterion, failed and repeated calls in it.
 *
 * @param criterion - Its key; the first one when left out.
 * @throws AppError `not_found`.
 */
export async function getCostReport(actor: Actor, idOrSlug: string, criterion?: string): Promise<CostReport> {
  const project = await getProject(actor, idOrSlug, "read");
  const [settings, criteria, report] = await Promise.all([
    getMoneySettings(actor, project.id),
    listCriteria(actor, project.id),
    getAgreementReport(actor, project.id, AgreementOptions.parse(criterion === undefined ? {} : { criterion })),
  ]);
  const open = criteria.filter(({ archivedAt }) => archivedAt === null);
  const chosen = criteria.find(({ key }) => key === report.criterion);
  const values = [project.id, chosen?.id ?? null];
  const [judges, people, chains] = await Promise.all([
    pool().query<JudgeSums>(JUDGES, values),
    pool().query<PeopleSums>(PEOPLE, values),
    pool().query<{ sum: number }>(CHAINS, [project.id]),
  ]);
  const figures = new Map(report.judges.map((judge) => [judge.annotator, judge.againstEachHuman]));
  const ceiling = report.groups.find(({ between }) => between[0] === "HUMAN" && between[1] === "HUMAN")?.agreementPooled;
  return {
    criterion: report.criterion,
    criteria: open.map(({ key }) => key),
    hourlyRateMicroDollars: settings.hourlyRateMicroDollars,
    people: toPeople(people.rows[0], settings.hourlyRateMicroDollars, ceiling),
    untimed: people.rows[0]?.untimed ?? 0,
    judges: judges.rows.map((row) => toJudge(row, figures.get(row.id))),
    chainsMicroDollars: chains.rows[0]?.sum ?? 0,
    spentMicroDollars: settings.spentMicroDollars,
  };
}

interface JudgeSums {
  id: string;
  judgeId: string;
  name: string;
  version: number;
  model: string;
  labels: number;
  others: number;
  attempts: number;
  uncosted: number;
  cost: number;
  isPriced: boolean;
  milliseconds: number | null;
}

function toJudge(row: JudgeSums, figure: Figure | undefined): CostRow {
  const isKnown = row.isPriced || row.cost > 0;
  return toCostRow({
    id: row.id,
    kind: "AI",
    name: row.name,
    judge: { id: row.judgeId, version: row.version, model: row.model },
    labels: row.labels,
    others: row.others,
    cost: isKnown ? row.cost : null,
    reason: isKnown ? null : "its model had no price",
    uncosted: row.uncosted,
    agreement: toAgreement(figure),
    milliseconds: row.milliseconds,
  });
}

interface PeopleSums {
  people: number;
  labels: number;
  others: number;
  untimed: number;
  milliseconds: number;
}

function toPeople(row: PeopleSums | undefined, rate: number | null, ceiling: Figure | undefined): CostRow | null {
  if (!row || row.labels + row.others === 0) return null;
  return toCostRow({
    id: "people",
    kind: "HUMAN",
    name: row.people === 1 ? "One person" : `${row.people} people`,
    judge: null,
    labels: row.labels,
    others: row.others,
    cost: rate === null ? null : workMicroDollars(row.milliseconds, { microDollars: rate, per: HOUR_MS }),
    reason: rate === null ? "no hourly rate is set" : null,
    uncosted: 0,
    agreement: toAgreement(ceiling),
    milliseconds: row.milliseconds,
  });
}

function toAgreement(figure: Figure | undefined): CostRow["agreement"] {
  if (!figure) return { estimate: null, low: null, high: null, reason: "no comparison is labelled by both", comparisons: 0 };
  const { estimate, low, high, reason, n } = figure;
  return { estimate, low, high, reason, comparisons: n.comparisons };
}

const BOUGHT = `l.answer = 'PREFERENCE'`;

const JUDGES = `
  select a.id::text, j.id::text as "judgeId", j.name, v.version, v.model, l.labels, l.others, l.milliseconds,
    s.attempts, s.uncosted, s.cost, s."isPriced"
  from "JudgeVersion" v join "Judge" j on j.id = v."judgeId" join "Annotator" a on a."judgeVersionId" = v.id
  cross join lateral (
    select coalesce(sum(x.attempts), 0)::int as attempts, coalesce(sum(x.uncosted), 0)::int as uncosted,
      coalesce(sum(x."microDollars"), 0)::float8 as cost, coalesce(bool_or(r."callMicroDollars" is not null), false) as "isPriced"
    from "JudgeRun" r left join "Spending" x on x."projectId" = r."projectId" and x."runId" = r.id
    where r."judgeVersionId" = v.id and r."criterionId" = $2::uuid) s
  cross join lateral (
    select count(*) filter (where ${BOUGHT})::int as labels, count(*) filter (where not ${BOUGHT})::int as others,
      sum(l."durationMs")::float8 as milliseconds
    from "Label" l where l."annotatorId" = a.id and l."criterionId" = $2::uuid and ${isData("l")}) l
  where j."projectId" = $1 and (s.attempts > 0 or l.labels + l.others > 0)
  order by j.name, j.id, v.version desc`;

const PEOPLE = `
  select count(distinct l."annotatorId") filter (where l."durationMs" is not null)::int as people,
    count(*) filter (where ${BOUGHT} and l."durationMs" is not null)::int as labels,
    count(*) filter (where not ${BOUGHT} and l."durationMs" is not null)::int as others,
    count(*) filter (where l."durationMs" is null)::int as untimed, coalesce(sum(l."durationMs"), 0)::float8 as milliseconds
  from "Annotator" a join "Label" l on l."annotatorId" = a.id
  where a."projectId" = $1 and a.kind = 'HUMAN' and l."criterionId" = $2::uuid and ${isData("l")}`;

const CHAINS = `
  select coalesce(sum(s."microDollars"), 0)::float8 as sum from "Spending" s join "RevisionRun" r on r.id = s."runId" where s."projectId" = $1`;
