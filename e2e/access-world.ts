import { createResetLink } from "@/lib/auth/access-links";
import { createInvitation } from "@/lib/auth/invitations";
import type { UserActor } from "@/lib/auth/types";
import { db } from "@/lib/db/client";
import { newId } from "@/lib/ids";
import { createProject } from "@/lib/projects/create-project";
import { actorOf, createComparison, createMember, createUser } from "@/lib/testing/factories";
import { sessionCookie } from "./fixtures";

/** Whoever may come to a route. `researcher` is the one who may: without them a wrong address would look like a refusal. */
export const VISITORS = [
  "nobody",
  "annotator",
  "annotatorElsewhere",
  "researcherElsewhere",
  "disabled",
  "removed",
  "operator",
  "researcher",
] as const;
export type Visitor = (typeof VISITORS)[number];

/** A project with one of everything, and everyone who might look at it. */
export interface World {
  project: { id: string; slug: string };
  /** Stands in everything that only the project's researchers may read. */
  canary: string;
  comparisonId: string;
  roundId: string;
  judgeId: string;
  runId: string;
  exportId: string;
  memberId: string;
  joinToken: string;
  resetToken: string;
  owner: UserActor;
  /** The cookie header of each visitor; none for nobody. */
  cookies: Record<Visitor, string | null>;
}

/** Makes the world of the sweep in the database of the server under test. */
export async function createWorld(): Promise<World> {
  const canary = `canary${newId().replaceAll("-", "")}`;
  const owner = actorOf(await createUser({ isOperator: true }));
  const [researcher, annotator, annotatorElsewhere, researcherElsewhere, removed, operator] = await Promise.all([
    createUser(),
    createUser(),
    createUser(),
    createUser(),
    createUser(),
    createUser({ isOperator: true }),
  ]);
  const disabled = await createUser({ disabledAt: new Date() });
  const { id, slug } = await createProject(owner, {
    name: `Study ${canary.slice(-6)}`,
    description: canary,
    scale: { preset: "HH_HELPFUL" },
    guidelines: `Read ${canary} first.`,
  });
  const project = await db().project.findUniqueOrThrow({ where: { id } });
  const elsewhere = await createProject(owner, { name: "Elsewhere", description: "", scale: { preset: "HH_HELPFUL" } });
  const other = await db().project.findUniqueOrThrow({ where: { id: elsewhere.id } });
  await createMember(project, researcher!, "RESEARCHER");
  await createMember(project, annotator!, "ANNOTATOR");
  const member = await createMember(project, await createUser({ name: canary }), "ANNOTATOR");
  await createMember(project, removed!, "RESEARCHER", { removedAt: new Date() });
  await createMember(project, disabled, "OWNER");
  await createMember(other, annotatorElsewhere!, "ANNOTATOR");
  await createMember(other, researcherElsewhere!, "RESEARCHER");
  const comparison = await createComparison(project, { prompt: canary, a: `A ${canary}`, b: `B ${canary}`, modelA: canary });
  const rest = await createRoundJudgeAndExport(project.id, canary, comparison.id);
  const invitation = await createInvitation(owner, slug, { role: "ANNOTATOR", mayAdjudicate: false, days: 7, note: canary });
  const reset = await createResetLink(owner, researcher!.id);
  const cookie = async (user: { id: string } | undefined) => {
    const { name, value } = await sessionCookie(user!);
    return `${name}=${value}`;
  };
  return {
    project: { id, slug },
    canary,
    comparisonId: comparison.id,
    ...rest,
    memberId: member.id,
    joinToken: invitation.token,
    resetToken: reset.token,
    owner,
    cookies: {
      nobody: null,
      annotator: await cookie(annotator),
      annotatorElsewhere: await cookie(annotatorElsewhere),
      researcherElsewhere: await cookie(researcherElsewhere),
      disabled: await cookie(disabled),
      removed: await cookie(removed),
      operator: await cookie(operator),
      researcher: await cookie(researcher),
    },
  };
}

async function createRoundJudgeAndExport(projectId: string, canary: string, comparisonId: string) {
  const [scale, criterion, guidelines] = await Promise.all([
    db().scaleVersion.findFirstOrThrow({ where: { projectId } }),
    db().criterion.findFirstOrThrow({ where: { projectId } }),
    db().guidelineVersion.findFirstOrThrow({ where: { projectId } }),
  ]);
  const round = await db().round.create({
    data: {
      id: newId(),
      projectId,
      number: 1,
      name: canary,
      state: "OPEN",
      scaleVersionId: scale.id,
      guidelineVersionId: guidelines.id,
      overlap: 1,
      sampling: { kind: "all" },
      order: "DATASET",
      seed: 1,
      openedAt: new Date(),
      criteria: { create: { criterionId: criterion.id, position: 0 } },
      items: { create: { comparisonId, position: 0, selectionReason: "ALL", inclusionProbability: 1 } },
    },
  });
  const endpoint = await db().endpoint.create({
    data: { id: newId(), projectId, name: canary, baseUrl: "http://127.0.0.1:9/v1", origin: "http://127.0.0.1:9" },
  });
  const judge = await db().judge.create({ data: { id: newId(), projectId, name: canary } });
  const version = await db().judgeVersion.create({
    data: { id: newId(), judgeId: judge.id, version: 1, endpointId: endpoint.id, model: canary, spec: {}, contentHash: canary },
  });
  const run = await db().judgeRun.create({
    data: {
      id: newId(),
      projectId,
      judgeVersionId: version.id,
      criterionId: criterion.id,
      sampling: { kind: "all" },
      state: "PAUSED",
      pauseReason: canary,
      concurrency: 1,
      comparisons: 1,
    },
  });
  const exported = await db().export.create({
    data: {
      id: newId(),
      projectId,
      format: "concord-jsonl",
      spec: {},
      state: "DONE",
      manifest: { note: canary },
      finishedAt: new Date(),
    },
  });
  return { roundId: round.id, judgeId: judge.id, runId: run.id, exportId: exported.id };
}
