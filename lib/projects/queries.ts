import "server-only";
import { projectsWhere } from "@/lib/auth/access";
import type { Actor } from "@/lib/auth/types";
import { countComparisons, countComparisonsOf, toAvailable } from "@/lib/comparisons/count-comparisons";
import { db, type Transaction } from "@/lib/db/client";
import type { Role } from "@/lib/db/generated/client";
import { toStoredScale } from "@/lib/labels/round-facts";
import type { Polarity, Preset, Scale } from "@/lib/labels/types";

/** A project in a list. */
export interface ProjectEntry {
  id: string;
  slug: string;
  name: string;
  preset: Preset;
  isDemo: boolean;
  archivedAt: Date | null;
  /** Null for an operator who reads, and for the command line. */
  role: Role | null;
  /** Whether they were allowed to give final answers. */
  mayAdjudicate: boolean;
  comparisons: number;
  createdAt: Date;
}

/** A criterion of a project. */
export interface CriterionEntry {
  id: string;
  key: string;
  question: string;
  polarity: Polarity;
  archivedAt: Date | null;
}

/** The projects in which the actor is a member or reads as an operator, archived ones too; by name. */
export async function listProjects(actor: Actor): Promise<ProjectEntry[]> {
  const userId = actor.kind === "SYSTEM" ? null : actor.userId;
  const projects = await db().project.findMany({
    where: { OR: [projectsWhere(actor, "read"), { AND: [projectsWhere(actor, "annotate")] }] },
    orderBy: [{ name: "asc" }, { id: "asc" }],
    select: {
      id: true,
      slug: true,
      name: true,
      preset: true,
      isDemo: true,
      archivedAt: true,
      createdAt: true,
      members: {
        where: { userId: userId === null ? { in: [] } : userId, removedAt: null },
        select: { role: true, mayAdjudicate: true },
      },
    },
  });
  const counts = await countComparisonsOf(projects.map(({ id }) => id));
  return projects.map(({ members, ...project }) => ({
    ...project,
    role: members[0]?.role ?? null,
    mayAdjudicate: members[0]?.mayAdjudicate ?? false,
    comparisons: toAvailable(counts.get(project.id)),
  }));
}

/** The criteria of a project in their order, archived ones last. The caller has checked that the actor may read the project. */
export async function listCriteria(actor: Actor, projectId: string): Promise<CriterionEntry[]> {
  const criteria = await db().criterion.findMany({
    where: { projectId, project: { OR: [projectsWhere(actor, "read"), projectsWhere(actor, "annotate")] } },
    orderBy: [{ position: "asc" }, { createdAt: "asc" }, { id: "asc" }],
    select: { id: true, key: true, question: true, polarity: true, archivedAt: true },
  });
  return [...criteria.filter((each) => !each.archivedAt), ...criteria.filter((each) => each.archivedAt)];
}

/** The scale in force, with its version. */
export async function getScale(actor: Actor, projectId: string): Promise<Scale & { version: number }> {
  const version = await db().scaleVersion.findFirstOrThrow({
    where: { projectId, project: { OR: [projectsWhere(actor, "read"), projectsWhere(actor, "annotate")] } },
    orderBy: { version: "desc" },
  });
  return { ...toStoredScale(version), version: version.version };
}

/** What a project says about itself, for researchers. */
export async function getDescription(actor: Actor, projectId: string): Promise<string> {
  const project = await db().project.findFirst({
    where: { AND: [{ id: projectId }, projectsWhere(actor, "read")] },
    select: { description: true },
  });
  return project?.description ?? "";
}

/** What fixes a project's scale, if anything: there is a label, or a round was opened. */
export async function findWhatFixes(
  projectId: string,
  transaction: Pick<Transaction, "label" | "round"> = db(),
): Promise<"labels" | "round" | null> {
  const label = await transaction.label.findFirst({ where: { projectId }, select: { id: true } });
  if (label) return "labels";
  const round = await transaction.round.findFirst({ where: { projectId, state: { not: "DRAFT" } }, select: { id: true } });
  return round ? "round" : null;
}

/** The numbers beside the sidebar's links. */
export interface ProjectCounts {
  comparisons: number;
  rounds: number;
  members: number;
  judges: number;
  constitutions: number;
  /** Runs of critique and revision. */
  revisionRuns: number;
  guidelines: number | null;
  /** Annotators' questions without an answer, and their open flags. */
  waiting: number;
}

const NOTHING: ProjectCounts = {
  comparisons: 0,
  rounds: 0,
  members: 0,
  judges: 0,
  constitutions: 0,
  revisionRuns: 0,
  guidelines: null,
  waiting: 0,
};

/** How much there is of each thing in a project; `guidelines` is the version in force. */
export async function countProject(actor: Actor, projectId: string): Promise<ProjectCounts> {
  const project = await db().project.findFirst({
    where: { AND: [{ id: projectId }, projectsWhere(actor, "read")] },
    select: {
      guidelines: { orderBy: { version: "desc" }, take: 1, select: { version: true } },
      _count: {
        select: {
          rounds: true,
          members: { where: { removedAt: null } },
          judges: { where: { archivedAt: null } },
          constitutions: { where: { archivedAt: null } },
          revisionRuns: true,
          // Judges whose labels came with a file: they have no version here.
          annotators: { where: { kind: "AI", judgeVersionId: null } },
          questions: { where: { answeredAt: null } },
        },
      },
    },
  });
  if (!project) return NOTHING;
  const [flags, comparisons] = await Promise.all([
    db().comparisonFlag.count({ where: { projectId, resolvedAt: null } }),
    countComparisons(projectId),
  ]);
  const { questions, annotators, ...counts } = project._count;
  return {
    ...counts,
    comparisons: toAvailable(comparisons),
    judges: counts.judges + annotators,
    guidelines: project.guidelines[0]?.version ?? null,
    waiting: questions + flags,
  };
}
