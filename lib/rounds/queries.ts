import "server-only";
import { projectsWhere } from "@/lib/auth/access";
import type { Actor } from "@/lib/auth/types";
import { countComparisons, toAvailable } from "@/lib/comparisons/count-comparisons";
import { db } from "@/lib/db/client";
import { pool } from "@/lib/db/pool";
import { notFound } from "@/lib/errors";
import { countGoldComparisons } from "@/lib/gold/queries";
import { toStoredScale } from "@/lib/labels/round-facts";
import type { Scale } from "@/lib/labels/types";
import { listAsked } from "./queue";
import { type RoundInput, Sampling, toRoundSize } from "./schema";
import type { AskedCriterion, RoundEntry } from "./types";

/** A round with its settings. */
export interface RoundDetails extends RoundEntry {
  projectId: string;
  sampling: Sampling;
  order: "RANDOM" | "DATASET";
  seed: number;
  reservationMinutes: number | null;
  perPersonLimit: number | null;
  goldShare: number;
  repeatShare: number;
  /** Of a training round: share of comparisons to be answered as the gold says. */
  passMark: number | null;
  /** The training round that must be passed first. */
  trainingRoundId: string | null;
  /** The settings as a draft's form edits them. */
  settings: RoundInput;
  criteria: AskedCriterion[];
  scale: Scale;
  /** Null for a draft: fixed when it is opened. */
  guidelineVersion: number | null;
  /** The project's newest version, which an open round can take up. */
  newestGuidelines: number | null;
  createdByName: string | null;
  createdAt: Date;
  openedAt: Date | null;
  closedAt: Date | null;
  /** The people in it, by user. */
  userIds: string[];
}

/** The rounds of a project in their order. The caller passes a project that the actor may read. */
export async function listRounds(actor: Actor, projectId: string): Promise<RoundEntry[]> {
  const rounds = await db().round.findMany({
    where: { projectId, project: projectsWhere(actor, "read") },
    orderBy: { number: "asc" },
    select: {
      id: true,
      number: true,
      name: true,
      state: true,
      kind: true,
      overlap: true,
      sampling: true,
      goldShare: true,
      repeatShare: true,
      dealing: true,
      perPersonLimit: true,
      criteria: { select: { criterionId: true } },
      members: { where: { removedAt: null }, select: { limit: true } },
    },
  });
  const [counts, comparisons, gold] = await Promise.all([
    countRounds(rounds.map((round) => round.id)),
    countComparisons(projectId),
    rounds.some(({ state }) => state === "DRAFT") ? countGoldComparisons(projectId) : [],
  ]);
  return rounds.map(({ sampling, members, criteria, goldShare, repeatShare, perPersonLimit, ...round }) => {
    const entry = { ...round, people: members.length, ...(counts.get(round.id) ?? NOTHING) };
    if (round.state !== "DRAFT") return entry;
    const size = toRoundSize({
      ...round,
      sampling: Sampling.parse(sampling),
      available: toAvailable(comparisons),
      people: entry.people,
      gold,
      criterionIds: criteria.map(({ criterionId }) => criterionId),
      limits: members.map(({ limit }) => limit ?? perPersonLimit),
      goldShare,
      repeatShare,
    });
    return { ...entry, comparisons: size.comparisons, assignments: size.assignments };
  });
}

/** A round with its settings. @throws AppError `not_found` unless the actor may read its project. */
export async function getRound(actor: Actor, roundId: string): Promise<RoundDetails> {
  const round = await db().round.findFirst({
    where: { id: roundId, project: projectsWhere(actor, "read") },
    select: {
      projectId: true,
      sampling: true,
      order: true,
      seed: true,
      kind: true,
      goldShare: true,
      repeatShare: true,
      passMark: true,
      trainingRoundId: true,
      dealing: true,
      reservationMinutes: true,
      perPersonLimit: true,
      scaleVersionId: true,
      guidelineVersionId: true,
      createdById: true,
      createdAt: true,
      openedAt: true,
      closedAt: true,
      members: { where: { removedAt: null }, select: { group: true, limit: true, annotator: { select: { userId: true } } } },
    },
  });
  if (!round) throw notFound("The round");
  const { scaleVersionId, guidelineVersionId, createdById, members, sampling, ...settings } = round;
  const [entries, criteria, scale, guidelines, newest, creator] = await Promise.all([
    listRounds(actor, round.projectId),
    listAsked(roundId),
    db().scaleVersion.findUniqueOrThrow({ where: { id: scaleVersionId } }),
    guidelineVersionId === null
      ? null
      : db().guidelineVersion.findUnique({ where: { id: guidelineVersionId }, select: { version: true } }),
    db().guidelineVersion.aggregate({ where: { projectId: round.projectId }, _max: { version: true } }),
    createdById === null ? null : db().user.findUnique({ where: { id: createdById }, select: { name: true } }),
  ]);
  const entry = entries.find((each) => each.id === roundId);
  if (!entry) throw notFound("The round");
  const people = members.flatMap(({ annotator: { userId }, group, limit }) =>
    userId === null ? [] : [{ userId, group: group ?? "", limit }],
  );
  const userIds = people.map(({ userId }) => userId);
  const { name, overlap } = entry;
  const parsed = Sampling.parse(sampling);
  const criterionIds = criteria.map((criterion) => criterion.id);
  return {
    ...entry,
    ...settings,
    sampling: parsed,
    settings: {
      name,
      overlap,
      criterionIds,
      userIds,
      sampling: parsed,
      members: people.filter(({ group, limit }) => group !== "" || limit !== null),
      ...toSettings(round),
    },
    criteria,
    scale: toStoredScale(scale),
    guidelineVersion: guidelines?.version ?? null,
    newestGuidelines: newest._max.version,
    createdByName: creator?.name ?? null,
    userIds,
  };
}

function toSettings(settings: OwnSettings): OwnSettings {
  const { order, seed, kind, goldShare, repeatShare, passMark, trainingRoundId } = settings;
  const { dealing, reservationMinutes, perPersonLimit } = settings;
  return { order, seed, kind, goldShare, repeatShare, passMark, trainingRoundId, dealing, reservationMinutes, perPersonLimit };
}

type OwnSettings = Pick<
  RoundInput,
  | "order"
  | "seed"
  | "kind"
  | "goldShare"
  | "repeatShare"
  | "passMark"
  | "trainingRoundId"
  | "dealing"
  | "reservationMinutes"
  | "perPersonLimit"
>;

type Counts = Pick<RoundEntry, "comparisons" | "assignments" | "done" | "extras" | "medianSeconds" | "lastLabelAt">;

const NOTHING: Counts = { comparisons: 0, assignments: 0, done: 0, extras: 0, medianSeconds: null, lastLabelAt: null };

async function countRounds(roundIds: readonly string[]): Promise<Map<string, Counts>> {
  const { rows } = await pool().query<Counts & { id: string }>({
    name: "count-rounds",
    text: `
      select r.id, i.comparisons, a.assignments + i.open as assignments, a.done, a.extras, l."medianSeconds", l."lastLabelAt"
      from unnest($1::uuid[]) as r(id)
      cross join lateral (
        select count(*)::int as comparisons, coalesce(sum(i."openSlots"), 0)::int as open from "RoundItem" i join "Comparison" c on c.id = i."comparisonId"
        where i."roundId" = r.id and c."withdrawnAt" is null) i
      cross join lateral (
        select count(*) filter (where not a."isExtra")::int as assignments,
          count(*) filter (where a.state = 'DONE' and not a."isExtra")::int as done,
          count(*) filter (where a.state = 'DONE' and a."isExtra")::int as extras
        from "Assignment" a join "Comparison" c on c.id = a."comparisonId"
        where a."roundId" = r.id and a.state in ('OPEN', 'DONE') and c."withdrawnAt" is null) a
      cross join lateral (
        select (percentile_cont(0.5) within group (order by t.ms) / 1000)::float8 as "medianSeconds", max(t.last) as "lastLabelAt"
        from "RoundMember" rm
        cross join lateral (
          select sum(l."durationMs") as ms, max(l."submittedAt") as last from "Label" l
          where l."annotatorId" = rm."annotatorId" and l."roundId" = r.id
          group by l."comparisonId", l."repeatIndex") t
        where rm."roundId" = r.id) l`,
    values: [roundIds],
  });
  return new Map(rows.map(({ id, ...counts }) => [id, counts]));
}
