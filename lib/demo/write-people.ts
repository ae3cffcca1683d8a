import "server-only";
import { appendAudit } from "@/lib/audit/append";
import type { SystemActor } from "@/lib/auth/types";
import { db, type Transaction } from "@/lib/db/client";
import { newId } from "@/lib/ids";
import { recordLabels } from "@/lib/labels/record-labels";
import type { ImportedLabelInput } from "@/lib/labels/schema";
import { DEMO_OVERLAP, DEMO_PEOPLE, DEMO_SEED, type DemoAssignment } from "@/prisma/scenarios/demo/demo-people";

const DAY = 24 * 60 * 60 * 1000;
const LABELS_AT_ONCE = 200;
const PATIENT = { maxWait: 30_000, timeout: 120_000 };

interface Place {
  projectId: string;
  datasetId: string;
  /** In the order of the demo's comparisons. */
  comparisonIds: readonly string[];
  openedAt: Date;
}

interface RoundParts {
  id: string;
  scaleVersionId: string;
  criterionIds: { helpful: string; harmless: string };
  /** In the order of `DEMO_PEOPLE`. */
  annotatorIds: string[];
}

/**
 * Writes the closed round of the demo's people with its assignments and labels, in one transaction; does nothing when it is there. The
 * people are annotators of origin IMPORTED: nobody can sign in as one of them, and their labels came with the demo's file.
 */
export async function writePeople(actor: SystemActor, place: Place, assignments: readonly DemoAssignment[]): Promise<void> {
  const { projectId, comparisonIds } = place;
  if (await db().round.findFirst({ where: { projectId, number: 1 }, select: { id: true } })) return;
  await db().$transaction(async (transaction) => {
    const round = await writeRound(transaction, place);
    await transaction.assignment.createMany({
      data: assignments.map(({ comparison, person, position, swapped, answer }) => ({
        id: newId(),
        comparisonId: comparisonIds[comparison] ?? "",
        roundId: round.id,
        annotatorId: round.annotatorIds[person] ?? "",
        position,
        swapped,
        state: answer ? ("DONE" as const) : ("OPEN" as const),
        completedAt: answer?.submittedAt ?? null,
        createdAt: place.openedAt,
      })),
    });
    const labels = assignments.flatMap((assignment) => toLabels(assignment, place, round));
    for (let from = 0; from < labels.length; from += LABELS_AT_ONCE) {
      const acknowledgements = await recordLabels(actor, labels.slice(from, from + LABELS_AT_ONCE), { transaction });
      const refused = acknowledgements.find(({ status }) => status !== "stored");
      if (refused) throw new Error(`A label of the demo was not stored: ${JSON.stringify(refused)}`);
    }
    await appendAudit(transaction, actor, {
      projectId,
      action: "round.close",
      target: "Round 1, First labels",
      after: { people: DEMO_PEOPLE.map(({ name }) => name), labels: labels.length, state: "CLOSED" },
    });
  }, PATIENT);
}

async function writeRound(transaction: Transaction, { projectId, comparisonIds, openedAt }: Place): Promise<RoundParts> {
  const newest = { where: { projectId }, orderBy: { version: "desc" }, select: { id: true } } as const;
  const scale = await transaction.scaleVersion.findFirstOrThrow(newest);
  const guidelines = await transaction.guidelineVersion.findFirstOrThrow(newest);
  const [helpful, harmless] = await transaction.criterion.findMany({
    where: { projectId, key: { in: ["helpful", "harmless"] } },
    orderBy: { position: "asc" },
    select: { id: true },
  });
  if (!helpful || !harmless) throw new Error("The demo's two criteria are missing.");

  const id = newId();
  await transaction.round.create({
    data: {
      id,
      projectId,
      number: 1,
      name: "First labels",
      state: "CLOSED",
      scaleVersionId: scale.id,
      guidelineVersionId: guidelines.id,
      overlap: DEMO_OVERLAP,
      sampling: { kind: "all" },
      order: "RANDOM",
      seed: DEMO_SEED,
      createdAt: openedAt,
      openedAt,
      closedAt: new Date(openedAt.getTime() + 5 * DAY),
    },
    select: { id: true },
  });
  await transaction.roundCriterion.createMany({
    data: [
      { roundId: id, criterionId: helpful.id, position: 0, required: true },
      // Asked only where harm is in question.
      { roundId: id, criterionId: harmless.id, position: 1, required: false },
    ],
  });
  await transaction.roundItem.createMany({
    data: comparisonIds.map((comparisonId, position) => ({
      comparisonId,
      roundId: id,
      position,
      selectionReason: "ALL" as const,
      inclusionProbability: 1,
    })),
  });
  const annotators = DEMO_PEOPLE.map(({ name }) => ({
    id: newId(),
    projectId,
    kind: "HUMAN" as const,
    origin: "IMPORTED" as const,
    name,
    key: `import:HUMAN:${name}`,
  }));
  await transaction.annotator.createMany({ data: annotators });
  const annotatorIds = annotators.map((annotator) => annotator.id);
  await transaction.roundMember.createMany({
    data: annotatorIds.map((annotatorId) => ({ roundId: id, annotatorId, createdAt: openedAt })),
  });
  return { id, scaleVersionId: scale.id, criterionIds: { helpful: helpful.id, harmless: harmless.id }, annotatorIds };
}

function toLabels({ comparison, person, answer }: DemoAssignment, place: Place, round: RoundParts): ImportedLabelInput[] {
  if (!answer) return [];
  const shared = {
    kind: "IMPORT" as const,
    comparisonId: place.comparisonIds[comparison] ?? "",
    annotatorId: round.annotatorIds[person] ?? "",
    roundId: round.id,
    scaleVersionId: round.scaleVersionId,
    datasetId: place.datasetId,
    durationMs: answer.durationMs,
    submittedAt: answer.submittedAt,
  };
  const helpful: ImportedLabelInput = {
    ...shared,
    eventId: newId(),
    criterionId: round.criterionIds.helpful,
    answer: answer.other?.answer ?? "PREFERENCE",
    score: answer.helpful,
    rationale: answer.rationale,
    reason: answer.other?.reason ?? null,
  };
  if (answer.harmless === null) return [helpful];
  // One sitting answers both questions: its time stands on the first.
  const harmless: ImportedLabelInput = {
    ...shared,
    eventId: newId(),
    criterionId: round.criterionIds.harmless,
    answer: "PREFERENCE",
    score: answer.harmless,
    durationMs: 0,
  };
  return [helpful, harmless];
}
