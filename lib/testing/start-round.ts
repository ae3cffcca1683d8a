import type { UserActor } from "@/lib/auth/types";
import { importDataset } from "@/lib/datasets/import-dataset";
import { db } from "@/lib/db/client";
import type { User } from "@/lib/db/generated/client";
import { setGold } from "@/lib/gold/set-gold";
import { newId } from "@/lib/ids";
import { paths } from "@/lib/paths";
import { createProject } from "@/lib/projects/create-project";
import type { Labelling } from "@/lib/projects/labelling-schema";
import { saveLabelling } from "@/lib/projects/save-labelling";
import type { CriterionInput, ScaleInput } from "@/lib/projects/schema";
import { createRound } from "@/lib/rounds/create-round";
import { openRound } from "@/lib/rounds/open-round";
import type { NewRound } from "@/lib/rounds/schema";
import { actorOf, readGuidelines } from "./factories";

/** What a test wants of a round; all of it can be left out. */
export interface RoundWish {
  comparisons?: number;
  preset?: ScaleInput["preset"];
  scale?: ScaleInput;
  criteria?: CriterionInput[];
  overlap?: number;
  /** What is asked beside the preference. */
  labelling?: Partial<Labelling>;
  /** Places of comparisons that have gold, with the score it says, on the first criterion. */
  gold?: Readonly<Record<number, number>>;
  /** How comparisons are dealt: planned, unless said otherwise. */
  dealing?: Partial<Pick<NewRound, "dealing" | "reservationMinutes" | "perPersonLimit" | "members">>;
  /** What the round hides, or which kind it is. */
  quality?: Partial<Pick<NewRound, "kind" | "goldShare" | "repeatShare" | "passMark" | "trainingRoundId">>;
  /** The people are asked to read the guidelines first, as they are outside tests. */
  isUnread?: boolean;
  /** The texts of comparison i; by default short ones that name it. */
  texts?: (i: number) => {
    prompt: string | { role: string; content: string }[];
    responseA: string;
    responseB: string;
    modelA?: string;
    modelB?: string;
  };
}

/** A project with an open round. */
export interface StartedRound {
  projectId: string;
  slug: string;
  roundId: string;
  annotatePath: string;
}

/** Makes a project, imports comparisons, makes the people its members and opens a round for them: by the functions that the pages call. */
export async function startRound(owner: UserActor, people: readonly User[], wish: RoundWish = {}): Promise<StartedRound> {
  const operator = { ...owner, isOperator: true };
  await db().user.update({ where: { id: owner.userId }, data: { isOperator: true } });
  const project = await createProject(operator, {
    name: `Round ${newId().slice(-6)}`,
    scale: wish.scale ?? { preset: wish.preset ?? "HH_HELPFUL" },
    criteria: wish.criteria,
  });
  const lines = Array.from({ length: wish.comparisons ?? 3 }, (_, i) =>
    JSON.stringify({ id: `c${i + 1}`, ...(wish.texts ?? plainTexts)(i) }),
  );
  await importDataset(operator, project.slug, bytes(lines.join("\n")), {
    fileName: "comparisons.jsonl",
    format: "concord-jsonl",
  });
  for (const user of people) {
    await db().member.upsert({
      where: { projectId_userId: { projectId: project.id, userId: user.id } },
      create: { id: newId(), projectId: project.id, userId: user.id, role: "ANNOTATOR" },
      update: {},
    });
  }
  const criteria = await db().criterion.findMany({
    where: { projectId: project.id },
    orderBy: { position: "asc" },
    select: { id: true },
  });
  if (wish.labelling) await saveLabelling(operator, project.id, wish.labelling);
  await setGoldAnswers(operator, project, criteria[0]?.id ?? "", wish.gold ?? {});
  const round = await createRound(operator, project.slug, {
    name: "Round 1",
    criterionIds: criteria.map(({ id }) => id),
    userIds: people.map(({ id }) => id),
    overlap: wish.overlap ?? people.length,
    sampling: { kind: "all" },
    order: "DATASET",
    seed: 1,
    ...wish.quality,
    ...wish.dealing,
  });
  await openRound(operator, round.id);
  if (!wish.isUnread) await readGuidelines(round.id);
  return { projectId: project.id, slug: project.slug, roundId: round.id, annotatePath: paths.annotate(round.id) };
}

async function setGoldAnswers(
  actor: UserActor,
  project: { id: string; slug: string },
  criterionId: string,
  gold: Readonly<Record<number, number>>,
): Promise<void> {
  const comparisons = await db().comparison.findMany({ where: { projectId: project.id }, orderBy: { id: "asc" } });
  for (const [place, score] of Object.entries(gold)) {
    const comparisonId = comparisons[Number(place)]?.id ?? "";
    const explanation = `Because of **reason ${place}**.`;
    await setGold(actor, { project: project.slug, comparisonId, criterionId, answer: "PREFERENCE", score, explanation });
  }
}

/** A round for one person who also owns the project. */
export async function startOwnRound(owner: User, wish: RoundWish = {}): Promise<StartedRound> {
  return startRound(actorOf(owner), [owner], wish);
}

function plainTexts(i: number): { prompt: string; responseA: string; responseB: string } {
  return {
    prompt: `What is ${i} plus ${i}?`,
    responseA: `It is **${2 * i}**.`,
    responseB: `I think it is ${2 * i}, but check it.`,
  };
}

async function* bytes(text: string): AsyncGenerator<Uint8Array> {
  yield new TextEncoder().encode(text);
}
