import "server-only";
import { type AnnotatorTimes, TIME_EDGES } from "@/lib/agreement/annotators-types";
import { pool } from "@/lib/db/pool";
import { isData } from "@/lib/labels/data-labels";

interface TimesRow extends Omit<AnnotatorTimes, "bins"> {
  annotatorId: string;
  bins: Record<string, number>;
}

/**
 * How long each person took, by annotator id. Seconds of a comparison are those of its answers together, on whatever criterion; those whose
 * labels carry no times are not in it.
 */
export async function readTimes(projectId: string, roundId: string | null): Promise<Map<string, AnnotatorTimes>> {
  const { rows } = await pool().query<TimesRow>(
    `with each as (
       select l."annotatorId", sum(l."durationMs") / 1000.0 as active, coalesce(sum(l."idleMs"), 0) / 1000.0 as idle,
         coalesce(sum(l."hiddenMs"), 0) / 1000.0 as hidden
       from "Annotator" w join "Label" l on l."annotatorId" = w.id
       join "Comparison" c on c.id = l."comparisonId" and c."withdrawnAt" is null
       where w."projectId" = $1 and w.kind = 'HUMAN' and l."durationMs" is not null and ($2::uuid is null or l."roundId" = $2::uuid)
         and ${isData("l")}
       group by l."annotatorId", l."comparisonId", l."roundId", l."repeatIndex"),
     bins as (
       select "annotatorId", json_object_agg(bin, n) as bins from (
         select "annotatorId", width_bucket(active::float8, $3::float8[]) as bin, count(*)::int as n from each group by 1, 2) b
       group by 1)
     select e."annotatorId", count(*)::int as comparisons,
       (percentile_cont(0.5) within group (order by active))::float8 as "medianSeconds",
       (percentile_cont(0.25) within group (order by active))::float8 as "lowerQuartileSeconds",
       (percentile_cont(0.75) within group (order by active))::float8 as "upperQuartileSeconds",
       sum(active)::float8 as "activeSeconds", sum(idle)::float8 as "idleSeconds", sum(hidden)::float8 as "hiddenSeconds",
       (select b.bins from bins b where b."annotatorId" = e."annotatorId") as bins
     from each e group by 1`,
    [projectId, roundId, TIME_EDGES],
  );
  return new Map(
    rows.map(({ annotatorId, bins, ...times }) => [
      annotatorId,
      { ...times, bins: TIME_EDGES.map((_, index) => bins[String(index + 1)] ?? 0) },
    ]),
  );
}
