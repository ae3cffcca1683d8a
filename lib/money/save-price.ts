import "server-only";
import { appendAudit } from "@/lib/audit/append";
import { getProject } from "@/lib/auth/access";
import type { Actor } from "@/lib/auth/types";
import { userIdOf } from "@/lib/auth/user-id";
import { db } from "@/lib/db/client";
import { notFound } from "@/lib/errors";
import { newId } from "@/lib/ids";
import { PriceInput } from "./schema";

/**
 * Adds a line to the price table. It holds for calls that end after it begins; what earlier calls cost stays as it was counted.
 *
 * @throws AppError `not_found` for a project or an endpoint that is not the actor's.
 */
export async function savePrice(actor: Actor, project: string, input: PriceInput): Promise<void> {
  const { endpointId, validFrom, ...price } = PriceInput.parse(input);
  const { id: projectId } = await getProject(actor, project, "research");
  await db().$transaction(async (transaction) => {
    const endpoint =
      endpointId === null
        ? null
        : await transaction.endpoint.findFirst({
            where: { id: endpointId, projectId, archivedAt: null },
            select: { id: true, name: true },
          });
    if (endpointId !== null && !endpoint) throw notFound("The endpoint");
    const from = validFrom ?? new Date();
    await transaction.modelPrice.create({
      data: {
        id: newId(),
        projectId,
        endpointId,
        model: price.model,
        inputMicroDollarsPerMillion: price.inputMicroDollarsPerMillion,
        outputMicroDollarsPerMillion: price.outputMicroDollarsPerMillion,
        validFrom: from,
        createdById: userIdOf(actor),
      },
      select: { id: true },
    });
    await appendAudit(transaction, actor, {
      projectId,
      action: "price.save",
      target: price.model,
      after: { ...price, endpoint: endpoint?.name ?? null, validFrom: from.toISOString() },
    });
  });
}

/** Takes a line out of the price table; what calls cost under it stays as it was counted. @throws AppError `not_found`. */
export async function removePrice(actor: Actor, project: string, priceId: string): Promise<void> {
  const { id: projectId } = await getProject(actor, project, "research");
  await db().$transaction(async (transaction) => {
    const price = await transaction.modelPrice.findFirst({ where: { id: priceId, projectId } });
    if (!price) throw notFound("The price");
    await transaction.modelPrice.delete({ where: { id: price.id }, select: { id: true } });
    await appendAudit(transaction, actor, {
      projectId,
      action: "price.remove",
      target: price.model,
      before: {
        model: price.model,
        endpointId: price.endpointId,
        inputMicroDollarsPerMillion: Number(price.inputMicroDollarsPerMillion),
        outputMicroDollarsPerMillion: Number(price.outputMicroDollarsPerMillion),
        validFrom: price.validFrom.toISOString(),
      },
    });
  });
}
