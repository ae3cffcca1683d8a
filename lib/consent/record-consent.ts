import "server-only";
import { appendAudit } from "@/lib/audit/append";
import type { UserActor } from "@/lib/auth/types";
import { db } from "@/lib/db/client";
import { AppError } from "@/lib/errors";
import { getOwnPlace } from "@/lib/rounds/own-place";
import { toConsentText } from "./consent-text";
import type { ConsentInput } from "./schema";

/**
 * Notes that a person agrees to the content warning and consent text of the project of a round of theirs. Noted again, nothing changes.
 *
 * @throws AppError `not_found` when they are not in the round; `conflict` when the text has changed while they read.
 */
export async function recordConsent(actor: UserActor, roundId: string, { hash }: ConsentInput): Promise<void> {
  const { projectId } = await getOwnPlace(actor, roundId);
  await db().$transaction(async (transaction) => {
    const { labelling } = await transaction.project.findUniqueOrThrow({ where: { id: projectId }, select: { labelling: true } });
    if (toConsentText(labelling)?.hash !== hash)
      throw new AppError("conflict", "The text changed while you read it. Load the page again and read what it says now.");
    const { count } = await transaction.consent.createMany({
      data: [{ projectId, userId: actor.userId, textHash: hash }],
      skipDuplicates: true,
    });
    if (count === 0) return;
    await appendAudit(transaction, actor, { projectId, action: "consent.give", target: `text ${hash.slice(0, 12)}` });
  });
}
