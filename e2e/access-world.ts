import { createResetLink } from "@/lib/auth/access-links";
import { createInvitation } from "@/lib/auth/invitations";
import type { UserActor } from "@/lib/auth/types";
import { saveConstitution } from "@/lib/constitutions/save-constitution";
import { exportDataset } from "@/lib/datasets/export-dataset";
import { db } from "@/lib/db/client";
import type { Project, User } from "@/lib/db/generated/client";
import { setGold } from "@/lib/gold/set-gold";
import { newId } from "@/lib/ids";
import { saveJudge } from "@/lib/judges/save-judge";
import { createProject } from "@/lib/projects/create-project";

import { storeAggregation } from "@/lib/reaggregation/stored-aggregations";

import { RevisionSpec } from "@/lib/revisions/schema";

import { createRound } from "@/lib/rounds/create-round";
import { openRound } from "@/lib/rounds/open-round";
import { getQueue } from "@/lib/rounds/queue";
import { actorOf, createComparison, createMember, createUser, readGuidelines } from "@/lib/testing/factories";
import { sessionCookie } from "./fixtures";

/** Whoever may come to a route. `researcher` and `annotator` are those who may: without them a wrong address would look like a refusal. */
export const VISITORS = [
  "nobody",
  "annotator",
  "annotatorElsewhere",
  "researcherElsewhere",
  "disabled",
  "removed",
  "operator",
  "adjudicator",
  "researcher",
] as const;
export type Visitor = (typeof VISITORS)[number];

/** A project with one of everything, and everyone who might look at it. */
export interface World {
  project: { id: string; slug: string };
  /** Stands in the texts of the comparison and the guidelines: for the project's own people. */
  text: string;
  /** Stands in what only researchers may read: models, judges, members, notes. */
  secret: string;
  comparisonId: string;
  criterionId: string;
  roundId: string;
  /** The annotator's too, for leaving it. */
  leavableRoundId: string;
  /** A training of the annotator, with gold that is told to nobody before they have answered, and their token in it. */
  trainingRoundId: string;
  trainingToken: string;
  constitutionId: string;
  revisionRunId: string;
  revisionStepId: string;
  judgeId: string;
  judgeVersionId: string;
  aggregationId: string;
  runId: string;
  exportId: string;
  /** A file that the researcher is sending. */
  uploadId: string;
  /** The annotator's own, from their queue. */
  presentation: string;
  joinToken: string;
  resetToken: string;
  /** The cookie header of each visitor; none for nobody. */
  cookies: Record<Visitor, string | null>;
}

/** Makes the world of the sweep in the database of the server under test. */
export async function createWorld(): Promise<World> {
  const [text, secret] = [newCanary("text"), newCanary("secret")];
  const owner = await createUser({ isOperator: true });
  const project = await createStudy(actorOf(owner), {
    name: `Study ${text.slice(-6)}`,
    description: secret,
    guidelines: `Read ${text} first.`,
  });
  const elsewhere = await createStudy(actorOf(owner), { name: "Elsewhere", description: "", guidelines: "Other guidelines." });
  const people = await createPeople(project, elsewhere);
  const comparison = await createComparison(project, { prompt: text, a: `A ${text}`, b: `B ${text}`, modelA: secret });
  const criterion = await db().criterion.findFirstOrThrow({ where: { projectId: project.id } });
  const round = await createRound(actorOf(owner), project.slug, {
    name: "Round of the sweep",
    criterionIds: [criterion.id],
    userIds: [people.annotator.id],
    overlap: 1,
    sampling: { kind: "all" },
    order: "DATASET",
    seed: 1,
  });
  await openRound(actorOf(owner), round.id);
  await readGuidelines(round.id);
  const leavable = await createRound(actorOf(owner), project.slug, {
    name: "Round to leave",
    criterionIds: [criterion.id],
    userIds: [people.annotator.id],
    overlap: 1,
    sampling: { kind: "all" },
    order: "DATASET",
    seed: 1,
  });
  await openRound(actorOf(owner), leavable.id);
  const queue = await getQueue(actorOf(people.annotator), round.id, { limit: 1 });
  const training = await openTraining(actorOf(owner), project.slug, {
    comparisonId: comparison.id,
    criterionId: criterion.id,
    annotator: people.annotator,
    explanation: secret,
  });
  const { constitutionId, versionId } = await saveConstitution(actorOf(owner), project.id, toConstitution(secret));
  const judge = await createJudgeRunAndExport(actorOf(owner), project, criterion.id, secret);
  const revisions = await createRevisionRun(project, { constitutionVersionId: versionId, promptId: comparison.promptId, secret });
  const invitation = await createInvitation(actorOf(owner), project.slug, {
    role: "ANNOTATOR",
    mayAdjudicate: false,
    days: 7,
    note: secret,
  });
  const upload = await db().importJob.create({
    data: {
      id: newId(),
      projectId: project.id,
      createdById: people.researcher.id,
      fileName: secret,
      bytes: 1000,
      lastModified: 0,
      crc: 0,
    },
  });
  const reset = await createResetLink(actorOf(owner), people.researcher.id);
  const cookies: Record<Visitor, string | null> = { nobody: null, ...(await createCookies(people)) };
  return {
    project: { id: project.id, slug: project.slug },
    text,
    secret,
    comparisonId: comparison.id,
    criterionId: criterion.id,
    roundId: round.id,
    leavableRoundId: leavable.id,
    ...training,
    constitutionId,
    ...revisions,
    ...judge,
    uploadId: upload.id,
    presentation: queue.items[0]?.token ?? "",
    joinToken: invitation.token,
    resetToken: reset.token,
    cookies,
  };
}

function newCanary(word: string): string {
  return `${word}${newId().replaceAll("-", "")}`;
}

async function createStudy(actor: UserActor, input: { name: string; description: string; guidelines: string }): Promise<Project> {
  const { id } = await createProject(actor, { ...input, scale: { preset: "HH_HELPFUL" } });
  return db().project.findUniqueOrThrow({ where: { id } });
}

interface TrainingWish {
  comparisonId: string;
  criterionId: string;
  annotator: User;
  explanation: string;
}

async function openTraining(actor: UserActor, project: string, wish: TrainingWish) {
  const { comparisonId, criterionId, annotator, explanation } = wish;
  await setGold(actor, { project, comparisonId, criterionId, answer: "PREFERENCE", score: -3, explanation });
  const { id } = await createRound(actor, project, {
    name: "Training of the sweep",
    criterionIds: [criterionId],
    userIds: [annotator.id],
    overlap: 1,
    sampling: { kind: "all" },
    order: "DATASET",
    seed: 1,
    kind: "TRAINING",
    passMark: 0.8,
  });
  await openRound(actor, id);
  const queue = await getQueue(actorOf(annotator), id, { limit: 1 });
  return { trainingRoundId: id, trainingToken: queue.items[0]?.token ?? "" };
}

type People = Record<Exclude<Visitor, "nobody">, User>;

async function createPeople(project: Project, elsewhere: Project): Promise<People> {
  const people: People = {
    annotator: await createUser(),
    annotatorElsewhere: await createUser(),
    researcherElsewhere: await createUser(),
    disabled: await createUser({ disabledAt: new Date() }),
    removed: await createUser(),
    operator: await createUser({ isOperator: true }),
    adjudicator: await createUser(),
    researcher: await createUser(),
  };
  await createMember(project, people.annotator, "ANNOTATOR");
  await createMember(project, people.adjudicator, "ANNOTATOR", { mayAdjudicate: true });
  await createMember(project, people.researcher, "RESEARCHER");
  await createMember(project, people.disabled, "OWNER");
  await createMember(project, people.removed, "OWNER", { removedAt: new Date() });
  await createMember(project, await createUser(), "ANNOTATOR");
  await createMember(elsewhere, people.annotatorElsewhere, "ANNOTATOR");
  await createMember(elsewhere, people.researcherElsewhere, "RESEARCHER");
  return people;
}

async function createCookies(people: People): Promise<Record<Exclude<Visitor, "nobody">, string>> {
  const cookie = async (user: User) => {
    const { name, value } = await sessionCookie(user);
    return `${name}=${value}`;
  };
  return {
    annotator: await cookie(people.annotator),
    annotatorElsewhere: await cookie(people.annotatorElsewhere),
    researcherElsewhere: await cookie(people.researcherElsewhere),
    disabled: await cookie(people.disabled),
    removed: await cookie(people.removed),
    operator: await cookie(people.operator),
    adjudicator: await cookie(people.adjudicator),
    researcher: await cookie(people.researcher),
  };
}

function toConstitution(secret: string) {
  const [preferenceText, critiqueRequest, revisionRequest] = [`${secret} 1`, `${secret} 2`, `${secret} 3`];
  return { name: secret, principles: [{ key: "honest", preferenceText, critiqueRequest, revisionRequest }] };
}

/** A run that is paused from the start, with one chain and one step. */
async function createRevisionRun(
  project: Project,
  { constitutionVersionId, promptId, secret }: { constitutionVersionId: string; promptId: string; secret: string },
) {
  const endpoint = await db().endpoint.findFirstOrThrow({ where: { projectId: project.id }, select: { id: true } });
  const run = await db().revisionRun.create({
    data: {
      id: newId(),
      projectId: project.id,
      endpointId: endpoint.id,
      constitutionVersionId,
      name: secret,
      model: secret,
      spec: RevisionSpec.parse({ begin: { kind: "prompts" } }),
      contentHash: secret,
      state: "PAUSED",
      pauseReason: secret,
      concurrency: 1,
      chains: { create: { id: newId(), place: 1, promptId } },
    },
    select: { id: true, chains: { select: { id: true } } },
  });
  const step = await db().revisionStep.create({
    data: {
      id: newId(),
      projectId: project.id,
      chainId: run.chains[0]?.id ?? "",
      kind: "CRITIQUE",
      revision: 1,
      promptHash: secret,
      rawText: secret,
      latencyMs: 1,
    },
  });
  return { revisionRunId: run.id, revisionStepId: step.id };
}

async function createJudgeRunAndExport(actor: UserActor, project: Project, criterionId: string, secret: string) {
  const judge = await saveJudge(actor, project.id, {
    name: secret,
    endpoint: { name: secret, baseUrl: "https://models.example/v1" },
    model: secret,
  });
  // Paused from the start: no request leaves, and the sweep sees the same run at every visit.
  const run = await db().judgeRun.create({
    data: {
      id: newId(),
      projectId: project.id,
      judgeVersionId: judge.versionId,
      criterionId,
      sampling: { kind: "all" },
      state: "PAUSED",
      pauseReason: secret,
      concurrency: 1,
      comparisons: 1,
    },
  });
  const aggregation = await storeAggregation(
    actor,
    project.id,
    { judge: judge.judgeId },
    { name: secret, toRule: ({ own }) => own },
  );
  const exported = await exportDataset(actor, project.slug, { format: "concord-jsonl", source: "human" });
  return {
    judgeId: judge.judgeId,
    judgeVersionId: judge.versionId,
    aggregationId: aggregation.id,
    runId: run.id,
    exportId: exported.id,
  };
}
