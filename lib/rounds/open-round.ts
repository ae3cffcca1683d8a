import "server-only";
import type pg from "pg";
import { appendAuditWithClient } from "@/lib/audit/append-with-client";
import { projectsWhere } from "@/lib/auth/access";
import type { Actor } from "@/lib/auth/types";
import { db } from "@/lib/db/client";
import { CopyRows, copyInto } from "@/lib/db/copy-rows";
import { inTransaction } from "@/lib/db/in-transaction";
import { AppError, notFound } from "@/lib/errors";
import { newId } from "@/lib/ids";
import { drawSample, planAssignments } from "./assign";
import { Sampling } from "./schema";

const ROWS_PER_COPY = 20_000;

/**
 * Opens a draft: fixes scale and guidelines at the versions in force, draws the comparisons, and deals them out. All or nothing.
 *
 * @returns How many assignments were made: comparisons × overlap.
 * @throws AppError `not_found`; `conflict` when it is no draft, has no comparisons, or fewer people than its overlap.
 */
export async function openRound(actor: Actor, roundId: string): Promise<{ comparisons: number; assignments: number }> {
  const round = await db().round.findFirst({
    where: { id: roundId, project: projectsWhere(actor, "research") },
    select: { projectId: true },
  });
  if (!round) throw notFound("The round");
  return inTransaction(async (client) => {
    const draft = await holdDraft(client, roundId);
    const comparisonIds = await readComparisons(client, round.projectId);
    const annotatorIds = await readAnnotators(client, roundId);
    check(comparisonIds.length, annotatorIds.length, draft.overlap);
    const sampling = Sampling.parse(draft.sampling);
    const wanted = sampling.kind === "random" ? sampling.n : comparisonIds.length;
    const sample = drawSample(comparisonIds.length, wanted, draft.seed).flatMap((index) => comparisonIds[index] ?? []);
    await copyItems(client, roundId, sample, sampling.kind === "all" ? "ALL" : "RANDOM", sample.length / comparisonIds.length);
    const assignments = await copyAssignments(client, roundId, sample, annotatorIds, draft);
    await client.query(
      `update "Round" set state = 'OPEN', "openedAt" = now(),
         "scaleVersionId" = (select id from "ScaleVersion" where "projectId" = $2 order by version desc limit 1),
         "guidelineVersionId" = (select id from "GuidelineVersion" where "projectId" = $2 order by version desc limit 1)
       where id = $1`,
      [roundId, round.projectId],
    );
    await appendAuditWithClient(client, actor, {
      projectId: round.projectId,
      action: "round.open",
      target: `Round ${draft.number}, ${draft.name}`,
      after: { comparisons: sample.length, assignments, people: annotatorIds.length, overlap: draft.overlap },
    });
    return { comparisons: sample.length, assignments };
  });
}

interface Draft {
  number: number;
  name: string;
  overlap: number;
  order: "RANDOM" | "DATASET";
  seed: number;
  sampling: unknown;
}

async function holdDraft(client: pg.ClientBase, roundId: string): Promise<Draft> {
  const { rows } = await client.query<Draft & { state: string }>(
    `select number, name, state::text, overlap, "order"::text, seed, sampling from "Round" where id = $1 for update`,
    [roundId],
  );
  const [draft] = rows;
  if (!draft) throw notFound("The round");
  if (draft.state !== "DRAFT")
    throw new AppError("conflict", "This round was opened before. Look at its page for how far it is.");
  return draft;
}

// In the order of import: ids are made in it.
async function readComparisons(client: pg.ClientBase, projectId: string): Promise<string[]> {
  const { rows } = await client.query<[string]>({
    text: `select id from "Comparison" where "projectId" = $1 and "withdrawnAt" is null order by id`,
    values: [projectId],
    rowMode: "array",
  });
  return rows.map(([id]) => id);
}

async function readAnnotators(client: pg.ClientBase, roundId: string): Promise<string[]> {
  const { rows } = await client.query<{ id: string }>(
    `select w.id from "RoundMember" rm
     join "Annotator" w on w.id = rm."annotatorId"
     join "Member" m on m."projectId" = w."projectId" and m."userId" = w."userId" and m."removedAt" is null
     where rm."roundId" = $1 and rm."removedAt" is null
     order by w.id`,
    [roundId],
  );
  return rows.map(({ id }) => id);
}

function check(comparisons: number, people: number, overlap: number): void {
  if (comparisons === 0) {
    throw new AppError("conflict", "This project has no comparisons to label. Import a file first, then open the round.");
  }
  if (people < overlap) {
    throw new AppError(
      "conflict",
      `Each comparison is to be labelled by ${overlap}, and ${people} of the chosen people are still members. Choose more people or a smaller overlap.`,
    );
  }
}

async function copyItems(
  client: pg.ClientBase,
  roundId: string,
  comparisonIds: readonly string[],
  reason: "ALL" | "RANDOM",
  probability: number,
) {
  for (let from = 0; from < comparisonIds.length; from += ROWS_PER_COPY) {
    const part = comparisonIds.slice(from, from + ROWS_PER_COPY);
    const positions = part.map((_, index) => from + index);
    await client.query(
      `insert into "RoundItem" ("comparisonId", "roundId", position, "selectionReason", "inclusionProbability")
       select id, $1, position, $4::"SelectionReason", $5 from unnest($2::uuid[], $3::int[]) as t(id, position)`,
      [roundId, part, positions, reason, probability],
    );
  }
}

async function copyAssignments(
  client: pg.ClientBase,
  roundId: string,
  comparisonIds: readonly string[],
  annotatorIds: readonly string[],
  draft: Draft,
) {
  const planned = planAssignments({ ...draft, comparisons: comparisonIds.length, annotators: annotatorIds.length });
  const now = new Date();
  const rows = new CopyRows(8);
  for (const { comparison, annotator, position, swapped } of planned) {
    rows
      .row()
      .uuid(comparisonIds[comparison] ?? null)
      .uuid(newId(now.getTime()))
      .uuid(roundId)
      .uuid(annotatorIds[annotator] ?? null)
      .bool(swapped)
      .int4(position)
      .timestamp(now)
      .int4(0);
    if (rows.rows >= ROWS_PER_COPY) await copyInto(client, ASSIGNMENT, rows);
  }
  await copyInto(client, ASSIGNMENT, rows);
  return planned.length;
}

const ASSIGNMENT = `"Assignment" ("comparisonId", id, "roundId", "annotatorId", swapped, position, "createdAt", "repeatIndex")`;
