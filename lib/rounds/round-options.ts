import "server-only";
import { randomInt } from "node:crypto";
import { projectsWhere } from "@/lib/auth/access";
import type { Actor } from "@/lib/auth/types";
import { db } from "@/lib/db/client";
import { countGoldComparisons } from "@/lib/gold/queries";
import type { GoldCount } from "@/lib/gold/types";
import { listCriteria } from "@/lib/projects/queries";
import type { RoundInput } from "./schema";

/** What a round of a project can be made from. */
export interface RoundOptions {
  /** Comparisons that can be drawn. */
  available: number;
  criteria: { id: string; key: string; question: string }[];
  /** Members who could label, by name. */
  people: { userId: string; name: string; role: "OWNER" | "RESEARCHER" | "ANNOTATOR" }[];
  /** Comparisons with gold answers. */
  gold: GoldCount[];
  /** Rounds that another one can ask to be passed first, by number. */
  trainings: { id: string; name: string }[];
}

/** What a round of a project can be made from. The caller passes a project that the actor may read. */
export async function getRoundOptions(actor: Actor, projectId: string): Promise<RoundOptions> {
  const [available, criteria, members, gold, trainings] = await Promise.all([
    db().comparison.count({ where: { projectId, withdrawnAt: null, project: projectsWhere(actor, "read") } }),
    listCriteria(actor, projectId),
    db().member.findMany({
      where: { projectId, removedAt: null, user: { disabledAt: null }, project: projectsWhere(actor, "read") },
      orderBy: [{ user: { name: "asc" } }, { id: "asc" }],
      select: { userId: true, role: true, user: { select: { name: true } } },
    }),
    countGoldComparisons(projectId),
    db().round.findMany({
      where: { projectId, kind: "TRAINING", project: projectsWhere(actor, "read") },
      orderBy: { number: "asc" },
      select: { id: true, name: true },
    }),
  ]);
  return {
    available,
    criteria: criteria.filter((each) => each.archivedAt === null).map(({ id, key, question }) => ({ id, key, question })),
    people: members.map(({ userId, role, user }) => ({ userId, role, name: user.name })),
    gold,
    trainings,
  };
}

/** The settings that a new round's form begins with: everything, by its annotators, two to a comparison where there are two. */
export function suggestRound({ criteria, people }: RoundOptions): RoundInput {
  const annotators = people.filter((person) => person.role === "ANNOTATOR");
  const chosen = annotators.length > 0 ? annotators : people;
  return {
    name: "",
    criterionIds: criteria.map((criterion) => criterion.id),
    userIds: chosen.map((person) => person.userId),
    overlap: Math.min(2, Math.max(1, chosen.length)),
    sampling: { kind: "all" },
    order: "RANDOM",
    seed: randomInt(1, 100_000),
    kind: "LABELLING",
    goldShare: 0,
    repeatShare: 0,
    passMark: null,
    trainingRoundId: null,
    dealing: "PLANNED",
    reservationMinutes: null,
    perPersonLimit: null,
    members: [],
  };
}

/** Settings with comparisons chosen by hand, beside those that were chosen before; as they are when none is. */
export function withChosen(settings: RoundInput, ids: readonly string[]): RoundInput {
  if (ids.length === 0) return settings;
  const before = settings.sampling.kind === "chosen" ? settings.sampling.comparisonIds : [];
  return { ...settings, sampling: { kind: "chosen", comparisonIds: [...new Set([...before, ...ids])] } };
}
