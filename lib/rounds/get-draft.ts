import "server-only";
import { projectsWhere } from "@/lib/auth/access";
import type { Actor } from "@/lib/auth/types";
import type { Transaction } from "@/lib/db/client";
import { AppError, notFound } from "@/lib/errors";

/** A round that is still a draft, held until the transaction ends. @throws AppError `not_found`, `conflict` once it was opened. */
export async function getDraft(transaction: Transaction, actor: Actor, roundId: string) {
  const round = await transaction.round.findFirst({
    where: { id: roundId, project: projectsWhere(actor, "research") },
    select: { id: true, projectId: true, number: true, name: true },
  });
  if (!round) throw notFound("The round");
  const [held] = await transaction.$queryRaw<{ state: string }[]>`
    select state::text from "Round" where id = ${roundId}::uuid for update`;
  if (held?.state !== "DRAFT") {
    throw new AppError(
      "conflict",
      "This round was opened, and its settings never change again. Make a new round for other settings.",
    );
  }
  return round;
}
