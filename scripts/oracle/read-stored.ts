import pg from "pg";
import { toScale } from "@/lib/labels/scale";
import type { Stored, StoredAssignment, StoredEvent, StoredItem, StoredLabel } from "./compare";

/** Everything about labels of a project, as the database has it now. The scale is that of the HH preset. */
export async function readStored(databaseUrl: string, projectId: string): Promise<Stored> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const labels = await client.query<StoredLabel>(
      `select "assignmentId" || ':' || "criterionId" as label, id as "labelId", answer::text, score, "clickedSide"::text, "clickedLevel",
         "presentedSwapped", polarity::text
       from "Label" where "projectId" = $1`,
      [projectId],
    );
    const events = await client.query<StoredEvent>(
      `select id as "eventId", "labelId", before, after from "LabelEvent" where "projectId" = $1`,
      [projectId],
    );
    const assignments = await client.query<StoredAssignment>(
      `select a.id as assignment, a.state::text,
         (select count(*)::int from "Label" l where l."comparisonId" = a."comparisonId" and l."assignmentId" = a.id) as labels
       from "Assignment" a join "Round" r on r.id = a."roundId" where r."projectId" = $1`,
      [projectId],
    );
    const items = await client.query<StoredItem>(
      `select i."comparisonId" as comparison, r.overlap, i."openSlots" as open,
         count(a.id) filter (where not a."isExtra")::int as live, count(distinct a."annotatorId")::int as people
       from "RoundItem" i join "Round" r on r.id = i."roundId"
       left join "Assignment" a on a."comparisonId" = i."comparisonId" and a."roundId" = i."roundId" and a.state in ('OPEN', 'DONE')
       where r."projectId" = $1 group by i."comparisonId", i."roundId", r.overlap`,
      [projectId],
    );
    const scale = toScale("HH_HELPFUL");
    return { scale, labels: labels.rows, events: events.rows, assignments: assignments.rows, items: items.rows };
  } finally {
    await client.end();
  }
}
