import "server-only";
import { getProject } from "@/lib/auth/access";
import type { Actor } from "@/lib/auth/types";
import { db } from "@/lib/db/client";
import { pool } from "@/lib/db/pool";
import { notFound } from "@/lib/errors";
import { isData } from "@/lib/labels/data-labels";
import type { PreferenceFigure, RevisionPanel, RevisionRow } from "@/lib/revisions/panel-types";
import { bootstrapClusters, createClusterTally, type IntervalEstimate, share } from "@/lib/stats";

/** A label on a comparison of two texts of one chain. */
interface PairLabel {
  before: number;
  after: number;
  /** Whether `before` is the text that stands right before `after`. */
  isNeighbour: boolean;
  comparisonId: string;
  annotatorId: string;
  isHuman: boolean;
  /** Positive for the later text. */
  score: number;
  cluster: string;
}

interface TextRow {
  revision: number;
  cluster: string;
  length: number;
  review: string | null;
}

/** Texts of a run's chains that stand, with the number before each. $1 the run. */
const STANDING = `
  select c.id as chain, c."promptId", t.revision, t."responseId", t.review,
    lag(t.revision) over (partition by c.id order by t.revision) as previous
  from "RevisionChain" c
  cross join lateral (
    select 0 as revision, c."responseId", null::text as review
    where c."responseId" is not null and not exists (select 1 from "RevisionStep" f where f."chainId" = c.id and f.kind = 'RESPONSE')
    union all
    select s.revision, s."resultResponseId", s.review::text from "RevisionStep" s
    where s."chainId" = c.id and s.kind <> 'CRITIQUE' and s."resultResponseId" is not null) t
  where c."runId" = $1`;

const LABELS = `
  with standing as (select * from (${STANDING}) as t where review is distinct from 'REJECTED'),
  pairs as (
    select distinct e.revision as before, l.revision as after, l.previous = e.revision as "isNeighbour", k.id, k."clusterKey" as cluster,
      k."responseBId" = l."responseId" as "laterIsB"
    from standing l join standing e on e.chain = l.chain and e.revision < l.revision and e."responseId" <> l."responseId"
    join "Comparison" k on k."promptId" = l."promptId" and k."withdrawnAt" is null
      and ((k."responseAId" = e."responseId" and k."responseBId" = l."responseId") or (k."responseBId" = e."responseId" and k."responseAId" = l."responseId"))
    where k."projectId" = $3 and (l.previous = e.revision or e.revision = 0))
  select p.before, p.after, p."isNeighbour", p.id::text as "comparisonId", x."annotatorId"::text, a.kind = 'HUMAN' as "isHuman",
    (case when p."laterIsB" then x.score else -x.score end)::int as score, p.cluster
  from pairs p join "Label" x on x."comparisonId" = p.id and x."criterionId" = $2 and x.answer = 'PREFERENCE' and x."repeatIndex" = 0
    and ${isData("x")}
  join "Annotator" a on a.id = x."annotatorId" and a.kind <> 'BASELINE'`;

const LENGTHS = `
  select t.revision, t."promptId"::text as cluster, r.length, t.review from (${STANDING}) as t join "Response" r on r.id = t."responseId"`;

/**
 * Score, length and preference by the number of the revision, from the labels on comparisons that were made of the run's texts, whoever made
 * them. Intervals resample prompts (or conversations) whole.
 *
 * @param criterionKey - The project's first one when left out.
 * @throws AppError `not_found`.
 */
export async function getRevisionPanel(
  actor: Actor,
  project: string,
  runId: string,
  criterionKey?: string,
): Promise<RevisionPanel> {
  const { id: projectId } = await getProject(actor, project, "read");
  const run = await db().revisionRun.findFirst({ where: { id: runId, projectId }, select: { id: true } });
  if (!run) throw notFound("The run");
  const criteria = await db().criterion.findMany({
    where: { projectId, archivedAt: null },
    orderBy: [{ position: "asc" }, { id: "asc" }],
    select: { id: true, key: true, question: true },
  });
  const criterion = criterionKey === undefined ? criteria[0] : criteria.find(({ key }) => key === criterionKey);
  if (!criterion) throw notFound("The criterion");
  const [texts, labels] = await Promise.all([
    pool().query<TextRow>(LENGTHS, [runId]),
    pool().query<PairLabel>(LABELS, [runId, criterion.id, projectId]),
  ]);
  const revisions = [...new Set(texts.rows.map(({ revision }) => revision))].sort((a, b) => a - b);
  return {
    criterion: { key: criterion.key, question: criterion.question },
    criteria: criteria.map(({ key }) => key),
    rows: revisions.map((revision) => toRow(revision, texts.rows, labels.rows)),
  };
}

function toRow(revision: number, texts: readonly TextRow[], labels: readonly PairLabel[]): RevisionRow {
  const own = texts.filter((text) => text.revision === revision);
  const standing = own.filter(({ review }) => review !== "REJECTED");
  const figures = (isHuman: boolean) => {
    const ours = labels.filter((label) => label.isHuman === isHuman && label.after === revision);
    return {
      before: toFigure(
        ours.filter(({ isNeighbour }) => isNeighbour),
        `${revision} before`,
      ),
      first: toFigure(
        ours.filter(({ before }) => before === 0),
        `${revision} first`,
      ),
    };
  };
  return {
    revision,
    texts: standing.length,
    rejected: own.length - standing.length,
    edited: standing.filter(({ review }) => review === "EDITED").length,
    length: toMean(standing, `length ${revision}`),
    people: revision === 0 ? null : figures(true),
    judges: revision === 0 ? null : figures(false),
  };
}

function toMean(texts: readonly TextRow[], stream: string): IntervalEstimate {
  const tally = createClusterTally(2);
  for (const cluster of byCluster(texts)) {
    for (const { length } of cluster) {
      tally.add(0, length);
      tally.add(1, 1);
    }
    tally.endCluster();
  }
  const [mean] = bootstrapClusters(tally.finish(), [{ compute: ([sum = 0, n = 0]) => share(sum, n, "there is no text") }], {
    stream: `revisions ${stream}`,
  });
  return mean ?? nothing("there is no text");
}

function toFigure(labels: readonly PairLabel[], stream: string): PreferenceFigure {
  const tally = createClusterTally(3);
  for (const cluster of byCluster(labels)) {
    for (const { score } of cluster) {
      tally.add(0, (Math.sign(score) + 1) / 2);
      tally.add(1, score);
      tally.add(2, 1);
    }
    tally.endCluster();
  }
  const reason = "no label on such a comparison";
  const [preferred, score] = bootstrapClusters(
    tally.finish(),
    [
      { compute: ([wins = 0, , n = 0]) => share(wins, n, reason), isShare: true },
      { compute: ([, sum = 0, n = 0]) => share(sum, n, reason) },
    ],
    { stream: `revisions ${stream}` },
  );
  return {
    share: preferred ?? nothing(reason),
    score: score ?? nothing(reason),
    labels: labels.length,
    comparisons: new Set(labels.map(({ comparisonId }) => comparisonId)).size,
    annotators: new Set(labels.map(({ annotatorId }) => annotatorId)).size,
  };
}

function byCluster<T extends { cluster: string }>(units: readonly T[]): Iterable<readonly T[]> {
  const clusters = new Map<string, T[]>();
  for (const unit of units) {
    const known = clusters.get(unit.cluster);
    if (known) known.push(unit);
    else clusters.set(unit.cluster, [unit]);
  }
  return clusters.values();
}

function nothing(reason: string): IntervalEstimate {
  return { estimate: null, low: null, high: null, level: 0.95, method: "cluster bootstrap", reason };
}
