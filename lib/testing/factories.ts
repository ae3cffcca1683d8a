import { createHash } from "node:crypto";
import type { UserActor } from "@/lib/auth/types";
import { db } from "@/lib/db/client";
import type { Annotator, Comparison, Criterion, Label, Member, Preset, Project, Role, User } from "@/lib/db/generated/client";
import { newId } from "@/lib/ids";

let counter = 0;

/** A user without a password; sign-in is for browser tests. */
export async function createUser(data: Partial<Pick<User, "name" | "email" | "isOperator" | "disabledAt">> = {}): Promise<User> {
  counter++;
  return db().user.create({
    data: { id: newId(), name: `Person ${counter}`, email: `person-${counter}-${Date.now()}@example.org`, ...data },
  });
}

/** The actor of a user, as a session would give it. */
export function actorOf(user: User): UserActor {
  return { kind: "USER", userId: user.id, name: user.name, email: user.email, isOperator: user.isOperator, sessionId: newId() };
}

/** A project with nothing in it, and its owner. The rooms' own `createProject` makes scale, criteria and guidelines. */
export async function createProject(data: { name?: string; preset?: Preset; owner?: User } = {}): Promise<Project> {
  counter++;
  const project = await db().project.create({
    data: {
      id: newId(),
      slug: `project-${counter}-${Date.now()}`,
      name: data.name ?? `Project ${counter}`,
      preset: data.preset ?? "HH_HELPFUL",
    },
  });
  if (data.owner) await createMember(project, data.owner, "OWNER");
  return project;
}

/** A person's place in a project. */
export async function createMember(
  project: Project,
  user: User,
  role: Role,
  data: Partial<Pick<Member, "mayAdjudicate" | "removedAt">> = {},
): Promise<Member> {
  return db().member.create({ data: { id: newId(), projectId: project.id, userId: user.id, role, ...data } });
}

/** A criterion, "helpful" unless said otherwise. */
export async function createCriterion(
  project: Project,
  data: Partial<Pick<Criterion, "key" | "question" | "polarity" | "position">> = {},
): Promise<Criterion> {
  return db().criterion.create({
    data: {
      id: newId(),
      projectId: project.id,
      key: "helpful",
      question: "Which response is more helpful?",
      position: 0,
      ...data,
    },
  });
}

/** An annotator that came with a file, unless said otherwise. */
export async function createAnnotator(
  project: Project,
  data: Partial<Pick<Annotator, "kind" | "origin" | "name" | "userId" | "judgeVersionId" | "key">> = {},
): Promise<Annotator> {
  counter++;
  const kind = data.kind ?? "HUMAN";
  const name = data.name ?? `annotator-${counter}`;
  return db().annotator.create({
    data: { id: newId(), projectId: project.id, kind, origin: "IMPORTED", name, key: `import:${kind}:${name}`, ...data },
  });
}

/** A comparison with texts of its own. */
export async function createComparison(
  project: Project,
  data: {
    prompt?: string;
    a?: string;
    b?: string;
    modelA?: string;
    modelB?: string;
    clusterKey?: string;
    externalId?: string;
    metadata?: Record<string, string>;
  } = {},
): Promise<Comparison> {
  counter++;
  const text = data.prompt ?? `Prompt ${counter}`;
  const prompt = await db().prompt.upsert({
    where: { projectId_contentHash: { projectId: project.id, contentHash: sha(text) } },
    create: { id: newId(), projectId: project.id, messages: [{ role: "user", content: text }], contentHash: sha(text) },
    update: {},
  });
  const responseAId = await createResponse(project, data.a ?? `Response A ${counter}`, data.modelA ?? null);
  const responseBId = await createResponse(project, data.b ?? `Response B ${counter}`, data.modelB ?? null);
  return db().comparison.create({
    data: {
      id: newId(),
      projectId: project.id,
      identityKey: data.externalId ? `id:${data.externalId}` : `hash:test-${counter}`,
      externalId: data.externalId ?? null,
      contentHash: sha(`${text}|${responseAId}|${responseBId}`),
      promptId: prompt.id,
      responseAId,
      responseBId,
      clusterKey: data.clusterKey ?? `prompt:${prompt.id}`,
      metadata: data.metadata ?? {},
    },
  });
}

/** A label as it stands in the database, A slightly better unless said otherwise. The door for real ones is `recordLabels`. */
export async function createLabel(
  comparison: Pick<Comparison, "id" | "projectId">,
  criterion: Pick<Criterion, "id">,
  annotator: Pick<Annotator, "id">,
  data: Partial<
    Pick<
      Label,
      | "answer"
      | "score"
      | "probabilityB"
      | "probabilityBClamped"
      | "presentedSwapped"
      | "orderConsistent"
      | "strengthKnown"
      | "roundId"
      | "repeatIndex"
      | "submittedAt"
    >
  > = {},
): Promise<Label> {
  return db().label.create({
    data: {
      id: newId(),
      comparisonId: comparison.id,
      projectId: comparison.projectId,
      criterionId: criterion.id,
      annotatorId: annotator.id,
      answer: "PREFERENCE",
      score: -1,
      submittedAt: new Date(),
      ...data,
    },
  });
}

/** Notes that the people of a round have read its guidelines, which everybody is asked to do before the first label. */
export async function readGuidelines(roundId: string): Promise<void> {
  const round = await db().round.findUniqueOrThrow({
    where: { id: roundId },
    select: { guidelineVersionId: true, members: { select: { annotator: { select: { userId: true } } } } },
  });
  const { guidelineVersionId } = round;
  if (guidelineVersionId === null) return;
  const userIds = round.members.flatMap(({ annotator }) => annotator.userId ?? []);
  await db().guidelineReading.createMany({
    data: userIds.map((userId) => ({ guidelineVersionId, userId })),
    skipDuplicates: true,
  });
}

async function createResponse(project: Project, text: string, model: string | null): Promise<string> {
  const contentHash = sha(`${model ?? ""}\u0000${text}`);
  const response = await db().response.upsert({
    where: { projectId_contentHash: { projectId: project.id, contentHash } },
    create: { id: newId(), projectId: project.id, text, model, contentHash, length: text.length },
    update: {},
  });
  return response.id;
}

function sha(text: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(createHash("sha256").update(text).digest());
}
