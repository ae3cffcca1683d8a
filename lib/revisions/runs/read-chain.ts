import "server-only";
import { toMessages } from "@/lib/comparisons/to-messages";
import type { PromptMessage } from "@/lib/comparisons/types";
import { db } from "@/lib/db/client";
import { toStepText } from "@/lib/revisions/chain/build-messages";
import { findNextStep, type MadeStep, type NextStep } from "@/lib/revisions/chain/next-step";
import type { RevisionSpec } from "@/lib/revisions/schema";

/** A chain as far as it has come. */
export interface ReadChain {
  conversation: PromptMessage[];
  /** Null when it is whole. */
  next: NextStep | null;
  /** The response that the next revision is made from, if it is stored. */
  standingResponseId: string | null;
}

/** Reads a chain's prompt and steps, and finds what comes next. */
export async function readChain(chainId: string, spec: RevisionSpec): Promise<ReadChain> {
  const chain = await db().revisionChain.findUniqueOrThrow({
    where: { id: chainId },
    select: {
      promptId: true,
      responseId: true,
      steps: { select: { kind: true, revision: true, rawText: true, editedText: true, review: true, resultResponseId: true } },
    },
  });
  const beginsWithResponse = spec.begin.kind === "responses";
  const [prompt, original] = await Promise.all([
    db().prompt.findUniqueOrThrow({ where: { id: chain.promptId }, select: { messages: true } }),
    beginsWithResponse && chain.responseId
      ? db().response.findUniqueOrThrow({ where: { id: chain.responseId }, select: { text: true } })
      : null,
  ]);
  const steps = chain.steps.map(
    ({ kind, revision, rawText, editedText, review }): MadeStep => ({
      kind,
      revision,
      text: editedText ?? toStepText(spec.layout, rawText),
      isRejected: review === "REJECTED",
    }),
  );
  const standing = chain.steps
    .filter(({ kind, review }) => kind !== "CRITIQUE" && review !== "REJECTED")
    .sort((a, b) => b.revision - a.revision)[0];
  return {
    conversation: toMessages(prompt.messages),
    next: findNextStep(spec, original?.text ?? null, steps),
    standingResponseId: standing?.resultResponseId ?? chain.responseId,
  };
}
