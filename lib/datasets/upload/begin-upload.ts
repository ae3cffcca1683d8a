import "server-only";
import { appendAudit } from "@/lib/audit/append";
import { getProject, projectsWhere } from "@/lib/auth/access";
import type { UserActor } from "@/lib/auth/types";
import { type ImportJobView, PART_BYTES, type UploadInput } from "@/lib/datasets/upload-schema";
import { db, type Transaction } from "@/lib/db/client";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { newId } from "@/lib/ids";
import { JOB_SELECT, toView } from "./queries";
import { freeBytes, sizeOfUpload } from "./upload-files";

/** Files of one person that may be sent, waiting or read at once, over all projects. */
const MOST_AT_ONCE = 5;
/** What an upload leaves free on the disk: the database lives there too. */
const RESERVE_BYTES = 512 * 1024 ** 2;

/**
 * Begins to take a file, or goes on with it: the same file of the same person, whose parts are still coming or whose import is under way, is
 * found again, and the answer says how far it has come.
 *
 * @throws AppError `not_found`, `conflict` (archived); `too_large`, `limit_reached`; `unavailable` when the disk has no room for it.
 */
export async function beginUpload(actor: UserActor, project: string, input: UploadInput): Promise<ImportJobView> {
  const { id: projectId } = await getProject(actor, project, "research");
  const { uploadBytes } = env();
  if (input.bytes > uploadBytes) {
    throw new AppError(
      "too_large",
      `The file has ${input.bytes} bytes, and this server takes ${uploadBytes} at most. Split it, or import it by the command line.`,
    );
  }
  return db().$transaction(async (transaction) => {
    // One at a time for each person: two tabs with the same file find one upload, and the limit holds.
    await transaction.$queryRaw`select pg_advisory_xact_lock(hashtextextended(${`upload:${actor.userId}`}, 0))::text`;
    const known = await transaction.importJob.findFirst({
      where: {
        projectId,
        project: projectsWhere(actor, "research"),
        createdById: actor.userId,
        state: { in: ["UPLOADING", "WAITING", "RUNNING"] },
        fileName: input.fileName,
        bytes: input.bytes,
        lastModified: input.lastModified,
        crc: input.crc,
      },
      select: JOB_SELECT,
    });
    if (known) return goOn(transaction, toView(known));
    await checkRoom(transaction, actor, input);
    const job = await transaction.importJob.create({
      data: { id: newId(), projectId, createdById: actor.userId, ...input },
      select: JOB_SELECT,
    });
    await appendAudit(transaction, actor, {
      projectId,
      action: "import.send",
      target: input.fileName,
      after: { jobId: job.id, bytes: input.bytes },
    });
    return toView(job);
  });
}

/** Where the data folder has lost bytes (it was restored, or emptied), they are asked for again. */
async function goOn(transaction: Transaction, job: ImportJobView): Promise<ImportJobView> {
  if (job.state !== "UPLOADING") return job;
  const size = await sizeOfUpload(job.id);
  if (size >= job.received) return job;
  const received = size - (size % PART_BYTES);
  await transaction.importJob.updateMany({
    where: { id: job.id, state: "UPLOADING", received: job.received },
    data: { received },
  });
  return { ...job, received };
}

async function checkRoom(transaction: Transaction, actor: UserActor, { bytes }: UploadInput): Promise<void> {
  const underWay = await transaction.importJob.count({
    where: { createdById: actor.userId, state: { in: ["UPLOADING", "WAITING", "RUNNING"] } },
  });
  if (underWay >= MOST_AT_ONCE) {
    throw new AppError(
      "limit_reached",
      `${underWay} files of yours are being sent or imported. Wait for one, or discard one on the import page.`,
    );
  }
  const promised = await transaction.importJob.aggregate({
    where: { state: "UPLOADING" },
    _sum: { bytes: true, received: true },
  });
  const owed = Number((promised._sum.bytes ?? 0n) - (promised._sum.received ?? 0n));
  const room = (await freeBytes()) - owed - RESERVE_BYTES;
  if (bytes <= room) return;
  throw new AppError(
    "unavailable",
    `The server's disk has room for ${Math.max(0, room)} bytes more, and the file has ${bytes}. An operator has to make room; nothing of the file was kept.`,
  );
}
