import "server-only";
import { crc32 } from "node:zlib";
import * as z from "zod";
import { getProject, projectsWhere } from "@/lib/auth/access";
import type { UserActor } from "@/lib/auth/types";
import type { ByteSource } from "@/lib/datasets/source/open-source";
import { type ImportJobView, PART_BYTES, type PartQuery } from "@/lib/datasets/upload-schema";
import { db } from "@/lib/db/client";
import { inTransaction } from "@/lib/db/in-transaction";
import { AppError, notFound } from "@/lib/errors";
import { getImportJob } from "./queries";
import { writePart } from "./upload-files";

/**
 * Takes one part of a file. Only the part that comes next is written; one that is there already, or that comes too early, changes nothing. The
 * answer says how far the file has come, and so which part is wanted. A server that is killed meanwhile has the part whole or asks for it again.
 *
 * @throws AppError `not_found` unless the upload is the actor's own; `changed` when the part was damaged on its way; `too_large`, `invalid`.
 */
export async function storePart(
  actor: UserActor,
  project: string,
  id: string,
  { offset, crc }: PartQuery,
  source: ByteSource,
): Promise<ImportJobView> {
  const { id: projectId } = await getProject(actor, project, "research");
  const job = z.uuid().safeParse(id).success
    ? await db().importJob.findFirst({
        where: { id, projectId, createdById: actor.userId, project: projectsWhere(actor, "research") },
        select: { bytes: true },
      })
    : null;
  if (!job) throw notFound("The upload");
  const part = await readPart(source);
  if (crc32(part) !== crc) throw new AppError("changed", `The part at byte ${offset} came damaged. Send it again.`);
  if (offset + part.length > Number(job.bytes))
    throw new AppError("invalid", `The part at byte ${offset} goes beyond the file's ${job.bytes} bytes.`);
  await inTransaction(async (client) => {
    // Held while it is written: the same part from two tabs is written once.
    const { rows } = await client.query<{ received: string }>(
      `select received from "ImportJob" where id = $1 and state = 'UPLOADING' for update`,
      [id],
    );
    const received = Number(rows[0]?.received ?? -1);
    if (offset > received || offset + part.length <= received) return;
    await writePart(id, offset, part);
    await client.query(`update "ImportJob" set received = $2, "touchedAt" = now() where id = $1`, [id, offset + part.length]);
  });
  return getImportJob(actor, projectId, id);
}

async function readPart(source: ByteSource): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of source) {
    bytes += chunk.byteLength;
    if (bytes > PART_BYTES) throw new AppError("too_large", `A part has ${PART_BYTES} bytes at most.`);
    chunks.push(chunk);
  }
  if (bytes === 0) throw new AppError("invalid", "The part is empty.");
  return Buffer.concat(chunks);
}
