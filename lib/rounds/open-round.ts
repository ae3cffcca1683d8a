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
import { createRandom } from "@/lib/stats/random";
import { drawSample, planAssignments, shuffled } from "./dealing/assign";
import { fitComparisons } from "./dealing/limits";
import { type RoundPerson, readBarred, readComparisons, readPeople, readPriorities } from "./dealing/read-material";
import { Sampling } from "./schema";
import type { Dealing } from "./types";

const ROWS_PER_COPY = 20_000;

/**
 * Opens a draft: fixes scale and guidelines at the versions in force, draws the comparisons, and deals them out, or opens their places for
 * whoever asks. All or nothing. Comparisons that too few of the people may label, because they wrote one of the responses or gave a
 * final answer on it, are left out; so are those of a planned round that people's limits do not hold.
 *
 * @returns How many comparisons are in it and how many assignments were made: comparisons × overlap, beside gold and repeats; none on demand.
 * @throws AppError `not_found`; `conflict` when it is no draft, has no comparisons, or fewer people than its overlap.
 */
export async function openRound(actor: Actor, roundId: string): Promise<{ comparisons: number; assignments: number }> {
  const round = await db().round.findFirst({
    where: { id: roundId, project: projectsWhere(actor, "research") },
    select: { projectId: true },
  });
  if (!round) throw notFound("The round");
  const { projectId } = round;
  return inTransaction(async (client) => {
    const draft = await holdDraft(client, roundId);
    const people = await readPeople(client, roundId);
    const annotatorIds = people.map(({ annotatorId }) => annotatorId);
    await checkTrained(client, draft, annotatorIds);
    const pools = await readPools(client, projectId, roundId, draft);
    const sampling = Sampling.parse(draft.sampling);
    const pool = keepChosen(pools.pool, sampling);
    const { gold } = pools;
    const overlap = draft.kind === "TRAINING" ? people.length : draft.overlap;
    check(pool.length, people.length, overlap);
    const drawn = await draw(client, projectId, { pool, people, draft: { ...draft, overlap } });
    const planned = draft.dealing === "ON_DEMAND" ? [] : plan(drawn, gold.length, people, { ...draft, overlap });
    const dealt = new Set(planned.map((each) => each.comparison));
    const items =
      draft.dealing === "ON_DEMAND" ? [...drawn.ids.keys()] : [...drawn.ids.keys()].filter((index) => dealt.has(index));
    if (items.length === 0) throw tooLittle();
    await copyItems(client, roundId, {
      ids: items.flatMap((index) => drawn.ids[index] ?? []),
      from: 0,
      reason: toReason(draft, sampling, items.length === pool.length),
      probability: items.length / pool.length,
      priorities: items.map((index) => drawn.priorities[index] ?? 0),
      openSlots: draft.dealing === "ON_DEMAND" ? overlap : 0,
    });
    // On demand every gold comparison may be mixed into somebody's queue later.
    const isDealt = (index: number) => draft.dealing === "ON_DEMAND" || dealt.has(drawn.ids.length + index);
    const dealtGold = gold.filter((_, index) => isDealt(index));
    await copyItems(client, roundId, { ids: dealtGold, from: drawn.ids.length, reason: "GOLD", probability: 1 });
    const assignments = await copyAssignments(client, roundId, [...drawn.ids, ...gold], annotatorIds, planned);
    await client.query(
      `update "Round" set state = 'OPEN', "openedAt" = now(), overlap = $3,
         "scaleVersionId" = (select id from "ScaleVersion" where "projectId" = $2 order by version desc limit 1),
         "guidelineVersionId" = (select id from "GuidelineVersion" where "projectId" = $2 order by version desc limit 1),
         labelling = (select labelling from "Project" where id = $2)
       where id = $1`,
      [roundId, projectId, overlap],
    );
    await appendAuditWithClient(client, actor, {
      projectId,
      action: "round.open",
      target: `Round ${draft.number}, ${draft.name}`,
      after: { comparisons: items.length, gold: dealtGold.length, assignments, people: people.length, overlap },
    });
    return { comparisons: items.length, assignments };
  });
}

/** Comparisons that were chosen by hand stand for no others: estimates that need a fair sample leave them out. */
function toReason({ kind }: Draft, sampling: Sampling, isAll: boolean): "GOLD" | "ACTIVE" | "ALL" | "RANDOM" {
  if (kind === "TRAINING") return "GOLD";
  if (sampling.kind === "chosen") return "ACTIVE";
  return isAll ? "ALL" : "RANDOM";
}

/** @throws AppError `conflict` when none of the chosen comparisons can be labelled. */
function keepChosen(pool: readonly string[], sampling: Sampling): readonly string[] {
  if (sampling.kind !== "chosen") return pool;
  const chosen = new Set(sampling.comparisonIds);
  const kept = pool.filter((id) => chosen.has(id));
  if (kept.length > 0) return kept;
  throw new AppError(
    "conflict",
    "None of the chosen comparisons can be labelled: they are withdrawn, or are gold comparisons. Choose others.",
  );
}

/** Comparisons of a round before they are dealt out; by their index in `ids` what is particular to them. */
interface Drawn {
  ids: string[];
  priorities: number[];
  /** Indices of people who wrote one of the responses or gave a final answer. */
  barred: Map<number, number[]>;
}

async function draw(
  client: pg.ClientBase,
  projectId: string,
  { pool, people, draft }: { pool: readonly string[]; people: readonly RoundPerson[]; draft: Draft },
): Promise<Drawn> {
  const sampling = Sampling.parse(draft.sampling);
  const wanted = sampling.kind === "random" ? Math.min(sampling.n, pool.length) : pool.length;
  const isBound = draft.kind === "LABELLING" && draft.dealing === "PLANNED";
  const limits = people.map(({ limit }) => limit);
  const n = isBound ? fitComparisons(wanted, limits, draft.overlap) : wanted;
  const sample = drawSample(pool.length, n, draft.seed).flatMap((index) => pool[index] ?? []);
  // Everybody gets everything of a training round, in the order of each.
  if (draft.kind === "TRAINING") return { ids: sample, priorities: [], barred: new Map() };
  const [bars, priorities] = [await readBarred(client, projectId, people), await readPriorities(client, projectId)];
  const labelled = sample.filter((id) => people.length - (bars.get(id)?.length ?? 0) >= draft.overlap);
  // On demand everybody goes through one order; planned, each person's is drawn from the plan.
  const isShuffled = draft.dealing === "ON_DEMAND" && draft.order === "RANDOM";
  const ids = isShuffled ? shuffled(labelled, createRandom(draft.seed, "order")) : labelled;
  const placeOf = new Map(people.map(({ annotatorId }, index) => [annotatorId, index]));
  const barred = [...ids.entries()].flatMap(([index, id]): [number, number[]][] => {
    const who = bars.get(id);
    return who ? [[index, who.flatMap((annotatorId) => placeOf.get(annotatorId) ?? [])]] : [];
  });
  return { ids, priorities: ids.map((id) => priorities.get(id) ?? 0), barred: new Map(barred) };
}

interface Draft extends HiddenShares {
  number: number;
  name: string;
  kind: "LABELLING" | "TRAINING";
  dealing: Dealing;
  trainingRoundId: string | null;
  overlap: number;
  order: "RANDOM" | "DATASET";
  seed: number;
  sampling: unknown;
}

async function holdDraft(client: pg.ClientBase, roundId: string): Promise<Draft> {
  const { rows } = await client.query<Draft & { state: string }>(
    `select number, name, state::text, kind::text, dealing::text, "trainingRoundId", overlap, "order"::text, seed, sampling, "goldShare", "repeatShare" from "Round" where id = $1 for update`,
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

function plan({ ids, priorities, barred }: Drawn, gold: number, people: readonly RoundPerson[], draft: Draft) {
  const annotators = people.length;
  const limits = draft.kind === "TRAINING" ? [] : people.map(({ limit }) => limit);
  const planned = planAssignments({ ...draft, comparisons: ids.length, annotators, limits, priorities, barred });
  return planHidden(planned, { ...draft, annotators, gold: Array.from({ length: gold }, (_, index) => ids.length + index) });
}

function tooLittle(): AppError {
  return new AppError(
    "conflict",
    "Nothing is left to deal out: people's limits hold no comparison, or too few of them neither wrote its responses nor gave a final answer on it. Choose more people, higher limits or a smaller overlap.",
  );
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
  items: {
    ids: readonly string[];
    from: number;
    reason: "ALL" | "RANDOM" | "ACTIVE" | "GOLD";
    probability: number;
    priorities?: readonly number[];
    openSlots?: number;
  },
) {
  for (let from = 0; from < items.ids.length; from += ROWS_PER_COPY) {
    const part = items.ids.slice(from, from + ROWS_PER_COPY);
    const positions = part.map((_, index) => items.from + from + index);
    const priorities = part.map((_, index) => items.priorities?.[from + index] ?? 0);
    await client.query(
      `insert into "RoundItem" ("comparisonId", "roundId", position, priority, "selectionReason", "inclusionProbability", "openSlots")
       select id, $1, position, priority, $5::"SelectionReason", $6, $7 from unnest($2::uuid[], $3::int[], $4::int[]) as t(id, position, priority)`,
      [roundId, part, positions, priorities, items.reason, items.probability, items.openSlots ?? 0],
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
