import "server-only";
import { appendAudit } from "@/lib/audit/append";
import type { UserActor } from "@/lib/auth/types";
import { db, type Transaction } from "@/lib/db/client";
import type { Presentation } from "@/lib/labels/presentation-token";
import { recordLabels } from "@/lib/labels/record-labels";
import { findRoundFacts } from "@/lib/labels/round-facts";
import type { Acknowledgement, Refusal } from "@/lib/labels/types";
import { findShown, NOT_YOURS, OTHER_CONTENT, refuse } from "@/lib/notes/find-shown";
import type { EditNote } from "@/lib/notes/schema";
import { createEdited, isEditOf, readOriginal } from "./edited-comparison";

/**
 * Stores a better version of a response (HH-RLHF, appendix D.2): a new response with its author and what it was made from, a new comparison
 * of the two under the same prompt, and the author's label that prefers the edited one, all or nothing and once for each event id. See
 * docs/decisions/013-an-edit-is-a-comparison.md.
 */
export async function recordEdit(actor: UserActor, note: EditNote): Promise<Acknowledgement> {
  const { eventId } = note;
  const shown = await findShown(actor, note.token);
  const facts = shown && (await findRoundFacts(shown.roundId));
  if (!shown || !facts) return refuse(eventId, NOT_YOURS);
  if (!facts.labelling.edits) return refuse(eventId, NO_EDITS);
  if (!facts.criteria.has(note.criterionId)) return refuse(eventId, NOT_ASKED);
  try {
    return await db().$transaction((transaction) => store(transaction, actor, note, shown));
  } catch (error) {
    if (error instanceof RefusedEdit) return error.acknowledgement;
    throw error;
  }
}

/** Undoes the texts of an edit whose label the door refused. */
class RefusedEdit extends Error {
  constructor(readonly acknowledgement: Acknowledgement) {
    super("the label of an edit was refused");
  }
}

const NO_EDITS: Refusal = {
  code: "invalid",
  message: "This round does not ask for edited responses. Its researchers can say so for the next one.",
};
const NOT_ASKED: Refusal = {
  code: "not_found",
  message: "criterionId: This round does not ask that criterion. Open the round again to get its questions.",
};
const UNCHANGED: Refusal = {
  code: "invalid",
  message: "text: The edited response says the same as the one it was made from. Change it, or leave it.",
};

async function store(transaction: Transaction, actor: UserActor, note: EditNote, shown: Presentation): Promise<Acknowledgement> {
  const { eventId, criterionId, text } = note;
  await transaction.$queryRaw`select pg_advisory_xact_lock(hashtextextended(${eventId}, 0))::text`;
  const { projectId, annotatorId, roundId } = shown;
  const original = await readOriginal(transaction, shown, note.side);
  const known = await transaction.labelEvent.findFirst({
    where: { id: eventId },
    select: { annotatorId: true, comparisonId: true },
  });
  if (known) {
    const isSame =
      known.annotatorId === annotatorId && (await isEditOf(transaction, known.comparisonId, original.response.id, text));
    return isSame ? { eventId, status: "known" } : refuse(eventId, OTHER_CONTENT);
  }
  if (text === original.response.text) return refuse(eventId, UNCHANGED);
  const edited = await createEdited(transaction, actor, original, text);
  const [acknowledgement = refuse(eventId, NOT_YOURS)] = await recordLabels(
    actor,
    [
      {
        kind: "EDIT",
        eventId,
        comparisonId: edited.comparisonId,
        criterionId,
        annotatorId,
        roundId,
        answer: "PREFERENCE",
        score: edited.isB ? 2 : -2,
        scaleVersionId: shown.scaleVersionId,
        guidelineVersionId: shown.guidelineVersionId,
        decidedAt: note.decidedAt,
        metadata: { "made by": "editing" },
      },
    ],
    { transaction },
  );
  // Thrown, so that neither text nor comparison stays without its label.
  if (acknowledgement.status === "refused") throw new RefusedEdit(acknowledgement);
  await appendAudit(transaction, actor, {
    projectId,
    action: "response.edit",
    target: `Comparison ${shown.comparisonId}`,
    after: { comparisonId: edited.comparisonId, responseId: edited.responseId, editedFromId: original.response.id },
  });
  return acknowledgement;
}
