import "server-only";
import { appendAudit } from "@/lib/audit/append";
import { projectsWhere } from "@/lib/auth/access";
import type { Actor } from "@/lib/auth/types";
import { userIdOf } from "@/lib/auth/user-id";
import { db, type Transaction } from "@/lib/db/client";
import { AppError, notFound } from "@/lib/errors";
import { toStepText } from "@/lib/revisions/chain/build-messages";
import { storeResponse, toModelName } from "@/lib/revisions/runs/store-response";
import { type ReviewInput, RevisionSpec } from "@/lib/revisions/schema";

/** A step's review as it now stands. */
export interface ReviewedStep {
  review: ReviewInput["review"];
  editedText: string | null;
  reviewer: string | null;
}

/**
 * Stores what a person makes of a step: accepted, rejected, written anew, or not looked at after all. What the model wrote is kept whatever a
 * person does. The text that stands is a response of its own; what was made from the one before, later steps and comparisons, stays as it is.
 *
 * @throws AppError `not_found`; `invalid` for an edit that changes nothing or comes from nobody.
 */
export async function reviewStep(actor: Actor, runId: string, input: ReviewInput): Promise<ReviewedStep> {
  return db().$transaction(async (transaction) => {
    const step = await transaction.revisionStep.findFirst({
      where: { id: input.stepId, chain: { runId }, project: projectsWhere(actor, "research") },
      select: STEP,
    });
    if (!step) throw notFound("The step");
    const editedText = input.review === "EDITED" ? input.text.trim() : null;
    const text = toStepText(RevisionSpec.parse(step.chain.run.spec).layout, step.rawText);
    if (editedText === text) throw wrong("This is what the model wrote. Change it, or accept the step.");
    if (editedText === "") throw wrong("The text is empty. Reject the step instead.");
    await transaction.revisionStep.update({
      where: { id: step.id },
      data: {
        review: input.review,
        editedText,
        resultResponseId: step.kind === "CRITIQUE" ? null : await storeStanding(transaction, actor, step, { text, editedText }),
        ...(input.review === "WAITING"
          ? { reviewedById: null, reviewedAt: null }
          : { reviewedById: userIdOf(actor), reviewedAt: new Date() }),
      },
      select: { id: true },
    });
    await appendAudit(transaction, actor, {
      projectId: step.projectId,
      action: "revision-step.review",
      target: `${step.chain.run.name}, chain ${step.chain.place}, ${step.kind.toLowerCase()} ${step.revision}`,
      before: { review: step.review, editedText: step.editedText },
      after: { review: input.review, editedText },
    });
    return { review: input.review, editedText, reviewer: input.review === "WAITING" ? null : actor.name };
  });
}

const STEP = {
  id: true,
  projectId: true,
  kind: true,
  revision: true,
  rawText: true,
  editedText: true,
  review: true,
  chain: { select: { place: true, run: { select: { name: true, model: true, spec: true } } } },
} as const;

interface Reviewed {
  projectId: string;
  revision: number;
  chain: { run: { name: string; model: string } };
}

async function storeStanding(
  transaction: Transaction,
  actor: Actor,
  { projectId, revision, chain }: Reviewed,
  { text, editedText }: { text: string; editedText: string | null },
): Promise<string> {
  const written = await storeResponse(transaction, {
    projectId,
    text,
    model: toModelName(chain.run, revision),
    authorId: null,
    editedFromId: null,
  });
  if (editedText === null) return written;
  const authorId = userIdOf(actor);
  // Its author does not label it, so somebody has to be its author.
  if (authorId === null) throw wrong("An edit has an author. Sign in and edit the step on its page.");
  return storeResponse(transaction, { projectId, text: editedText, model: null, authorId, editedFromId: written });
}

function wrong(message: string): AppError {
  return new AppError("invalid", message, { fields: [{ path: "text", message }] });
}
