import "server-only";
import type { UserActor } from "@/lib/auth/types";
import { toMessages } from "@/lib/comparisons/to-messages";
import { encodeComparison, firstBecomesA } from "@/lib/datasets/content-hash";
import { MessageRecord } from "@/lib/datasets/record";
import { TextArena } from "@/lib/datasets/text-arena";
import type { Transaction } from "@/lib/db/client";
import { newId } from "@/lib/ids";
import type { Presentation } from "@/lib/labels/presentation-token";
import type { Side } from "@/lib/labels/types";

/** The response that a person edits, in its comparison. */
export interface Original {
  projectId: string;
  comparisonId: string;
  externalId: string | null;
  promptId: string;
  prompt: MessageRecord[];
  clusterKey: string;
  turnIndex: number | null;
  response: { id: string; text: string; model: string | null };
}

/** The response that stood on a side of what was shown. */
export async function readOriginal(transaction: Transaction, shown: Presentation, side: Side): Promise<Original> {
  const response = { select: { id: true, text: true, model: true } } as const;
  const found = await transaction.comparison.findUniqueOrThrow({
    where: { id: shown.comparisonId },
    select: {
      id: true,
      projectId: true,
      externalId: true,
      promptId: true,
      prompt: { select: { messages: true } },
      clusterKey: true,
      turnIndex: true,
      responseA: response,
      responseB: response,
    },
  });
  const { id, prompt, responseA, responseB, ...rest } = found;
  const isB = (side === "LEFT") === shown.swapped;
  return {
    ...rest,
    comparisonId: id,
    prompt: MessageRecord.array().parse(toMessages(prompt.messages)),
    response: isB ? responseB : responseA,
  };
}

/** A comparison of an edited response with its original. */
export interface Edited {
  comparisonId: string;
  responseId: string;
  /** Whether the edited response is B. Decided by the texts, so that "B" never means "edited". */
  isB: boolean;
}

/** Stores the edited text as a response with its author, and its comparison with the original; either may be there already. */
export async function createEdited(
  transaction: Transaction,
  actor: UserActor,
  original: Original,
  text: string,
): Promise<Edited> {
  const { projectId, promptId, prompt, response, clusterKey, turnIndex } = original;
  const isB = firstBecomesA(prompt, response.text, text);
  const encoded = encodeComparison(
    isB
      ? { prompt, responseA: response.text, modelA: response.model ?? undefined, responseB: text }
      : { prompt, responseA: text, responseB: response.text, modelB: response.model ?? undefined },
    new TextArena(),
  );
  const contentHash = Buffer.from((isB ? encoded.responseB : encoded.responseA).hash, "hex");
  await transaction.response.createMany({
    data: [
      {
        id: newId(),
        projectId,
        text,
        model: null,
        contentHash,
        length: text.length,
        authorId: actor.userId,
        editedFromId: response.id,
      },
    ],
    skipDuplicates: true,
  });
  const made = await transaction.response.findUniqueOrThrow({
    where: { projectId_contentHash: { projectId, contentHash } },
    select: { id: true },
  });
  const { identityKey } = encoded;
  await transaction.comparison.createMany({
    data: [
      {
        id: newId(),
        projectId,
        identityKey,
        contentHash: Buffer.from(encoded.content, "hex"),
        promptId,
        responseAId: isB ? response.id : made.id,
        responseBId: isB ? made.id : response.id,
        clusterKey,
        turnIndex,
        metadata: { "made by": "editing", "edited in": original.externalId ?? original.comparisonId },
      },
    ],
    skipDuplicates: true,
  });
  const comparison = await transaction.comparison.findUniqueOrThrow({
    where: { projectId_identityKey: { projectId, identityKey } },
    select: { id: true, responseBId: true },
  });
  return { comparisonId: comparison.id, responseId: made.id, isB: comparison.responseBId === made.id };
}

/** Whether a comparison is the one that editing `originalId` to `text` made. */
export async function isEditOf(
  transaction: Transaction,
  comparisonId: string,
  originalId: string,
  text: string,
): Promise<boolean> {
  const pair = [
    { responseAId: originalId, responseB: { text } },
    { responseBId: originalId, responseA: { text } },
  ];
  const found = await transaction.comparison.findFirst({ where: { id: comparisonId, OR: pair }, select: { id: true } });
  return found !== null;
}
