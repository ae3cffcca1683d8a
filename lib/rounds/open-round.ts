import "server-only";
import type pg from "pg";
import { appendAuditWithClient } from "@/lib/audit/append-with-client";
import { projectsWhere } from "@/lib/auth/access";
import type { Actor } from "@/lib/auth/types";
import { db } from "@/lib/db/client";
import { CopyRows, copyInto } from "@/lib/db/copy-rows";
import { inTransaction } from "@/lib/db/in-transaction";
import { AppError, notFound } from "@/lib/errors";
import type { HiddenShares } from "@/lib/gold/hidden-share";
import { planHidden } from "@/lib/gold/plan-hidden";
import { listGoldComparisons } from "@/lib/gold/queries";
import { newId } from "@/lib/ids";
import { drawSample, planAssignments } from "./dealing/assign";
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
    const annotatorIds = await readAnnotators(client, roundId);
    await checkTrained(client, draft, annotatorIds);
    const { pool, gold } = await readPools(client, round.projectId, roundId, draft);
    const overlap = draft.kind === "TRAINING" ? annotatorIds.length : draft.overlap;
    check(pool.length, annotatorIds.length, overlap);
    const sampling = Sampling.parse(draft.sampling);
    const wanted = sampling.kind === "random" ? sampling.n : pool.length;
    const sample = drawSample(pool.length, wanted, draft.seed).flatMap((index) => pool[index] ?? []);
    const reason = draft.kind === "TRAINING" ? "GOLD" : sampling.kind === "all" ? "ALL" : "RANDOM";
    const planned = plan(sample.length, gold.length, annotatorIds.length, { ...draft, overlap });
    const all = [...sample, ...gold];
    const dealt = gold.filter((_, index) => planned.some((each) => each.comparison === sample.length + index));
    await copyItems(client, roundId, { ids: sample, from: 0, reason, probability: sample.length / pool.length });
    await copyItems(client, roundId, { ids: dealt, from: sample.length, reason: "GOLD", probability: 1 });
    const assignments = await copyAssignments(client, roundId, all, annotatorIds, planned);
    await client.query(
      `update "Round" set state = 'OPEN', "openedAt" = now(), overlap = $3,
         "scaleVersionId" = (select id from "ScaleVersion" where "projectId" = $2 order by version desc limit 1),
         "guidelineVersionId" = (select id from "GuidelineVersion" where "projectId" = $2 order by version desc limit 1),
         labelling = (select labelling from "Project" where id = $2)
       where id = $1`,
      [roundId, round.projectId, overlap],
    );
    await appendAuditWithClient(client, actor, {
      projectId: round.projectId,
      action: "round.open",
      target: `Round ${draft.number}, ${draft.name}`,
      after: { comparisons: sample.length, gold: dealt.length, assignments, people: annotatorIds.length, overlap },
    });
    return { comparisons: sample.length, assignments };
  });
}

interface Draft extends HiddenShares {
  number: number;
  name: string;
  kind: "LABELLING" | "TRAINING";
  trainingRoundId: string | null;
  overlap: number;
  order: "RANDOM" | "DATASET";
  seed: number;
  sampling: unknown;
}

async function holdDraft(client: pg.ClientBase, roundId: string): Promise<Draft> {
  const { rows } = await client.query<Draft & { state: string }>(
    `select number, name, state::text, kind::text, "trainingRoundId", overlap, "order"::text, seed, sampling, "goldShare", "repeatShare" from "Round" where id = $1 for update`,
    [roundId],
  );
  const [draft] = rows;
  if (!draft) throw notFound("The round");
  if (draft.state !== "DRAFT")
    throw new AppError("conflict", "This round was opened before. Look at its page for how far it is.");
  return draft;
}

/** What is sampled, and what is mixed in as gold. A gold comparison is in one of them alone, so that the share of gold is as asked. */
async function readPools(client: pg.ClientBase, projectId: string, roundId: string, draft: Draft) {
  if (draft.kind === "LABELLING" && draft.goldShare === 0) return { pool: await readComparisons(client, projectId), gold: [] };
  const { rows } = await client.query<{ id: string }>(`select "criterionId" as id from "RoundCriterion" where "roundId" = $1`, [
    roundId,
  ]);
  const gold = await listGoldComparisons(
    client,
    projectId,
    rows.map(({ id }) => id),
  );
  if (gold.length === 0) {
    throw new AppError(
      "conflict",
      "No comparison has a gold answer on what this round asks. Set gold answers on the pages of some comparisons first.",
    );
  }
  if (draft.kind === "TRAINING") return { pool: gold, gold: [] };
  const isGold = new Set(gold);
  return { pool: (await readComparisons(client, projectId)).filter((id) => !isGold.has(id)), gold };
}

/** @throws AppError `conflict` when the training round cannot be passed yet: it is a draft, or somebody is not in it. */
async function checkTrained(client: pg.ClientBase, { trainingRoundId }: Draft, annotatorIds: readonly string[]): Promise<void> {
  if (trainingRoundId === null) return;
  const { rows } = await client.query<{ name: string; state: string; missing: string[] }>(
    `select r.name, r.state::text, array(
       select w.name from "Annotator" w where w.id = any($2::uuid[]) and not exists (
         select 1 from "RoundMember" m where m."roundId" = r.id and m."annotatorId" = w.id and m."removedAt" is null)
       order by w.name) as missing
     from "Round" r where r.id = $1`,
    [trainingRoundId, annotatorIds],
  );
  const [training] = rows;
  if (!training) throw new AppError("conflict", "The training round that must be passed first is gone. Choose another.");
  if (training.state === "DRAFT")
    throw new AppError("conflict", `The training round, ${training.name}, is a draft. Open it before the round that needs it.`);
  if (training.missing.length > 0) {
    throw new AppError(
      "conflict",
      `Not in the training round, ${training.name}: ${training.missing.join(", ")}. Add them to it, or leave them out here.`,
    );
  }
}

function plan(comparisons: number, gold: number, annotators: number, draft: Draft) {
  const planned = planAssignments({ ...draft, comparisons, annotators });
  return planHidden(planned, { ...draft, annotators, gold: Array.from({ length: gold }, (_, index) => comparisons + index) });
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
  items: { ids: readonly string[]; from: number; reason: "ALL" | "RANDOM" | "GOLD"; probability: number },
) {
  for (let from = 0; from < items.ids.length; from += ROWS_PER_COPY) {
    const part = items.ids.slice(from, from + ROWS_PER_COPY);
    const positions = part.map((_, index) => items.from + from + index);
    await client.query(
      `insert into "RoundItem" ("comparisonId", "roundId", position, "selectionReason", "inclusionProbability")
       select id, $1, position, $4::"SelectionReason", $5 from unnest($2::uuid[], $3::int[]) as t(id, position)`,
      [roundId, part, positions, items.reason, items.probability],
    );
  }
}

async function copyAssignments(
  client: pg.ClientBase,
  roundId: string,
  comparisonIds: readonly string[],
  annotatorIds: readonly string[],
  planned: ReturnType<typeof plan>,
) {
  const now = new Date();
  const rows = new CopyRows(8);
  for (const { comparison, annotator, position, swapped, repeatIndex } of planned) {
    rows
      .row()
      .uuid(comparisonIds[comparison] ?? null)
      .uuid(newId(now.getTime()))
      .uuid(roundId)
      .uuid(annotatorIds[annotator] ?? null)
      .bool(swapped)
      .int4(position)
      .timestamp(now)
      .int4(repeatIndex);
    if (rows.rows >= ROWS_PER_COPY) await copyInto(client, ASSIGNMENT, rows);
  }
  await copyInto(client, ASSIGNMENT, rows);
  return planned.length;
}

const ASSIGNMENT = `"Assignment" ("comparisonId", id, "roundId", "annotatorId", swapped, position, "createdAt", "repeatIndex")`;
