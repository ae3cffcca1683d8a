import "server-only";
import { db } from "@/lib/db/client";
import { listUploadFiles, removeUpload } from "./upload-files";

const DAY_MS = 24 * 60 * 60 * 1000;
/** A file whose next part did not come for so long is given up. */
const UNFINISHED_DAYS = 3;
/** What an import told is kept for so long; the dataset's own counts and refused rows stay. */
const REPORT_DAYS = 30;
/** A file may be younger than the row that a server is about to store. */
const GRACE_MS = 60 * 60 * 1000;

/** Removes files whose rest never came, reports of long ago, and files that no open import needs. */
export async function sweepUploads(now = Date.now()): Promise<void> {
  await db().importJob.deleteMany({
    where: {
      OR: [
        { state: "UPLOADING", touchedAt: { lt: new Date(now - UNFINISHED_DAYS * DAY_MS) } },
        { state: { in: ["DONE", "FAILED", "CANCELLED"] }, touchedAt: { lt: new Date(now - REPORT_DAYS * DAY_MS) } },
      ],
    },
  });
  const files = await listUploadFiles();
  const open = await db().importJob.findMany({
    where: { state: { in: ["UPLOADING", "WAITING", "RUNNING"] } },
    select: { id: true },
  });
  const needed = new Set(open.map(({ id }) => id));
  for (const { id, writtenAt } of files) if (!needed.has(id) && writtenAt.getTime() < now - GRACE_MS) await removeUpload(id);
}
