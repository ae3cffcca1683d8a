import "server-only";
import { getProject } from "@/lib/auth/access";
import type { Actor } from "@/lib/auth/types";
import { toOutage } from "@/lib/db/to-outage";
import { AppError } from "@/lib/errors";
import { log } from "@/lib/log";
import { importDataset } from "./import-dataset";
import type { ImportEvent, ImportOptionsInput } from "./schema";
import type { ByteSource } from "./source/open-source";

/** Progress is told so often at most. */
const TELL_MILLISECONDS = 200;

/**
 * Runs an import and tells how it goes, one JSON line an event: progress, then the report or the error. When the reader goes away the import
 * ends and leaves nothing.
 *
 * @throws AppError `not_found`, `conflict` before anything is read.
 */
export async function importAsEvents(
  actor: Actor,
  project: string,
  source: ByteSource,
  options: ImportOptionsInput,
  signal: AbortSignal,
): Promise<ReadableStream<Uint8Array>> {
  await getProject(actor, project, "research");
  const encoder = new TextEncoder();
  const stop = new AbortController();
  signal.addEventListener("abort", () => stop.abort());
  return new ReadableStream({
    async start(controller) {
      let toldAt = 0;
      const tell = (event: ImportEvent) => controller.enqueue(encoder.encode(`${JSON.stringify(event)}\n`));
      try {
        const report = await importDataset(actor, project, source, options, {
          signal: stop.signal,
          onProgress: (progress) => {
            if (performance.now() - toldAt < TELL_MILLISECONDS) return;
            toldAt = performance.now();
            tell({ kind: "progress", ...progress });
          },
        });
        tell({ kind: "report", report });
      } catch (thrown) {
        // A cut connection is the sender's, who hears nothing more, or the database's.
        const error = thrown instanceof AppError ? thrown : (toOutage(thrown) ?? thrown);
        if (!(error instanceof AppError) && !stop.signal.aborted) log().error({ err: error }, "unexpected error in an import");
        if (!stop.signal.aborted) tell(toEvent(error));
      } finally {
        if (!stop.signal.aborted) controller.close();
      }
    },
    cancel: () => stop.abort(),
  });
}

function toEvent(error: unknown): ImportEvent {
  if (error instanceof AppError) return { kind: "error", code: error.code, message: error.message };
  return {
    kind: "error",
    code: "bug",
    message: "Something went wrong on our side, and nothing of the file was stored. It was written to the server's log.",
  };
}
