import { db } from "@/lib/db/client";
import type { Comparison, Criterion, Project, User } from "@/lib/db/generated/client";
import { newId } from "@/lib/ids";
import type { PersonLabelInput } from "@/lib/labels/schema";
import { createProject } from "@/lib/projects/create-project";
import type { Labelling } from "@/lib/projects/labelling-schema";
import { saveLabelling } from "@/lib/projects/save-labelling";
import type { ProjectInput } from "@/lib/projects/schema";
import { createRound } from "@/lib/rounds/create-round";
import { openRound } from "@/lib/rounds/open-round";
import { getQueue } from "@/lib/rounds/queue";
import type { NewRound } from "@/lib/rounds/schema";
import { actorOf, createComparison, createMember, createUser, readGuidelines } from "./factories";

/** A project with people, comparisons and an open round. */
export interface RoundFixture {
  project: Project;
  criteria: Criterion[];
  comparisons: Comparison[];
  owner: User;
  /** Annotators, in the order of the round's members. */
  people: User[];
  roundId: string;
}

/** Opens a round in a new project. The owner is no member of it. */
export async function createRoundFixture(
  settings: {
    comparisons?: number;
    people?: number;
    project?: Partial<ProjectInput>;
    round?: Partial<NewRound>;
    labelling?: Partial<Labelling>;
  } = {},
): Promise<RoundFixture> {
  const owner = await createUser({ isOperator: true });
  const { id } = await createProject(actorOf(owner), { name: "Labelled", scale: { preset: "HH_HELPFUL" }, ...settings.project });
  const project = await db().project.findUniqueOrThrow({ where: { id } });
  const criteria = await db().criterion.findMany({ where: { projectId: id }, orderBy: { position: "asc" } });
  const people: User[] = [];
  for (let index = 0; index < (settings.people ?? 2); index++) {
    const person = await createUser();
    await createMember(project, person, "ANNOTATOR");
    people.push(person);
  }
  const comparisons: Comparison[] = [];
  for (let index = 0; index < (settings.comparisons ?? 3); index++) {
    comparisons.push(await createComparison(project, { a: `text of A, number ${index}`, b: `text of B, number ${index}` }));
  }
  if (settings.labelling) await saveLabelling(actorOf(owner), id, settings.labelling);
  const round = await createRound(actorOf(owner), id, {
    name: "first",
    criterionIds: criteria.map((criterion) => criterion.id),
    userIds: people.map((person) => person.id),
    overlap: people.length,
    sampling: { kind: "all" },
    order: "DATASET",
    seed: 1,
    ...settings.round,
  });
  await openRound(actorOf(owner), round.id);
  await readGuidelines(round.id);
  return { project, criteria, comparisons, owner, people, roundId: round.id };
}

/** The tokens of a person's queue, in its order. */
export async function tokensOf(fixture: RoundFixture, person: User): Promise<string[]> {
  const { items } = await getQueue(actorOf(person), fixture.roundId, { limit: 20 });
  return items.map((item) => item.token);
}

/** A press as a browser sends it: right, level 3, unless said otherwise. */
export function press(token: string, criterionId: string, changes: Record<string, unknown> = {}): PersonLabelInput {
  const label: Record<string, unknown> = {
    kind: "PERSON",
    eventId: newId(),
    token,
    criterionId,
    answer: "PREFERENCE",
    side: "RIGHT",
    level: 3,
    durationMs: 4000,
    idleMs: 100,
    decidedAt: new Date().toISOString(),
    ...changes,
  };
  // Tests also send what the type would not allow; the door itself is behind the schema.
  return label as PersonLabelInput;
}
