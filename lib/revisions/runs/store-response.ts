import "server-only";
import { createHash } from "node:crypto";
import type { Transaction } from "@/lib/db/client";
import { newId } from "@/lib/ids";

/** A text that is to be a response. */
export interface NewResponse {
  projectId: string;
  text: string;
  /** Null for what a person wrote. */
  model: string | null;
  authorId: string | null;
  editedFromId: string | null;
}

/** Stores a response, or finds the one with this text of this model. @returns Its id. */
export async function storeResponse(transaction: Transaction, response: NewResponse): Promise<string> {
  const { projectId, text, model } = response;
  // As the importers hash it: model, NUL, text.
  const contentHash = new Uint8Array(
    createHash("sha256")
      .update(`${model ?? ""}\0${text}`)
      .digest(),
  );
  await transaction.response.createMany({
    data: [{ id: newId(), ...response, contentHash, length: [...text].length }],
    skipDuplicates: true,
  });
  const { id } = await transaction.response.findUniqueOrThrow({
    where: { projectId_contentHash: { projectId, contentHash } },
    select: { id: true },
  });
  return id;
}

/** What stands as the model of a text: the run's for a first response, with run and number for a revision, so that each is a policy of its own. */
export function toModelName({ model, name }: { model: string; name: string }, revision: number): string {
  return revision === 0 ? model : `${model}, ${name}, revision ${revision}`;
}
