import "server-only";
import { db, type Transaction } from "@/lib/db/client";
import { newId } from "@/lib/ids";
import { PATIENT } from "@/lib/judges/calls/hold-comparison";
import type { Completion } from "@/lib/llm/types";
import { costMicroDollars } from "@/lib/money/cost";
import { addToLedger } from "@/lib/money/ledger";
import { findPrice } from "@/lib/money/prices";
import { toStepText } from "@/lib/revisions/chain/build-messages";
import type { NextStep } from "@/lib/revisions/chain/next-step";
import type { LeasedChain } from "./claim-chains";
import type { RevisionFacts } from "./run-facts";
import { storeResponse, toModelName } from "./store-response";

/** A step that a model has made. */
export interface AnsweredStep {
  step: NextStep;
  principleId: string | null;
  promptHash: string;
  completion: Completion;
  /** The response that it was made from. */
  standingResponseId: string | null;
}

/**
 * Stores a step with its response and gives the chain back for its next one, in one transaction. Whoever lost the lease meanwhile stores
 * nothing but the try and its cost: another server has the chain.
 */
export async function finishStep(chain: LeasedChain, facts: RevisionFacts, answered: AnsweredStep): Promise<void> {
  const { tokensIn, tokensOut, latencyMs } = answered.completion;
  const cost = costMicroDollars(await findPrice(facts), tokensIn, tokensOut);
  await db().$transaction(async (transaction) => {
    const isKept =
      (await giveBack(transaction, chain, isLast(facts, answered.step))) &&
      (await keepStep(transaction, chain, facts, answered, cost));
    const outcome = isKept ? "answered" : "answered_late";
    await transaction.revisionAttempt.create({
      data: {
        id: newId(),
        chainId: chain.id,
        outcome,
        httpStatus: 200,
        message: isKept ? null : "Another server had taken this chain over; its answer is the one that was kept.",
        tokensIn,
        tokensOut,
        costMicroDollars: cost,
        latencyMs,
      },
      select: { id: true },
    });
    const { projectId, runId } = facts;
    await addToLedger(transaction, { projectId, runId, outcome, tokensIn, tokensOut, costMicroDollars: cost });
  }, PATIENT);
}

/** Ends a chain that has all its steps. */
export async function endChain(chain: LeasedChain): Promise<void> {
  await db().revisionChain.updateMany({
    where: { id: chain.id, state: "LEASED", leaseToken: chain.leaseToken },
    data: { state: "DONE", leaseToken: null, leaseUntil: null, errorKind: null, errorMessage: null },
  });
}

/** Its turn stays: whoever claims next goes on with this chain before it begins another. @returns Whether this process held the lease. */
async function giveBack(transaction: Transaction, chain: LeasedChain, isWhole: boolean): Promise<boolean> {
  const { count } = await transaction.revisionChain.updateMany({
    where: { id: chain.id, state: "LEASED", leaseToken: chain.leaseToken },
    data: {
      state: isWhole ? "DONE" : "WAITING",
      attempts: 0,
      leaseToken: null,
      leaseUntil: null,
      errorKind: null,
      errorMessage: null,
    },
  });
  return count === 1;
}

function isLast({ spec }: RevisionFacts, { kind, revision }: NextStep): boolean {
  return kind === "REVISION" && revision === spec.revisions;
}

async function keepStep(
  transaction: Transaction,
  chain: LeasedChain,
  facts: RevisionFacts,
  { step, principleId, promptHash, completion, standingResponseId }: AnsweredStep,
  cost: bigint | null,
): Promise<boolean> {
  const { kind, revision } = step;
  const text = toStepText(facts.spec.layout, completion.text);
  const resultResponseId =
    kind === "CRITIQUE"
      ? null
      : await storeResponse(transaction, {
          projectId: facts.projectId,
          text,
          model: toModelName(facts, revision),
          authorId: null,
          editedFromId: kind === "REVISION" ? standingResponseId : null,
        });
  const { count } = await transaction.revisionStep.createMany({
    data: [
      {
        id: newId(),
        projectId: facts.projectId,
        chainId: chain.id,
        principleId,
        kind,
        revision,
        promptHash,
        rawText: completion.text,
        finishReason: completion.finishReason,
        resultResponseId,
        tokensIn: completion.tokensIn,
        tokensOut: completion.tokensOut,
        costMicroDollars: cost,
        latencyMs: completion.latencyMs,
      },
    ],
    // The unique key of steps: the first one stands.
    skipDuplicates: true,
  });
  if (count === 1 && kind === "RESPONSE") {
    await transaction.revisionChain.updateMany({ where: { id: chain.id }, data: { responseId: resultResponseId } });
  }
  return count === 1;
}
