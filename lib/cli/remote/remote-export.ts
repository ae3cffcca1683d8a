import fs from "node:fs";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { setTimeout as sleep } from "node:timers/promises";
import type { CommandIo } from "@/lib/cli/io";
import type { ConcordClient } from "@/lib/client/concord-client";
import type { ExportStatus } from "@/lib/client/types";
import type { ExportInput } from "@/lib/datasets/export-schema";
import { AppError } from "@/lib/errors";
import { newId } from "@/lib/ids";

const WATCH_MS = 300;

/**
 * Has another instance write a dataset, waits for it and fetches it: to FILE and FILE.manifest.json, or to standard output.
 *
 * @returns Its manifest.
 * @throws AppError when it could not be written there.
 */
export async function exportRemotely(
  client: ConcordClient,
  project: string,
  input: ExportInput,
  { out, io }: { out: string | undefined; io: CommandIo },
): Promise<NonNullable<ExportStatus["manifest"]>> {
  const id = newId();
  let status = await client.startExport(project, { ...input, id });
  while (status.state === "WAITING" || status.state === "RUNNING") {
    await sleep(WATCH_MS, undefined, { signal: io.signal });
    status = await client.export(project, id);
  }
  if (!status.manifest) throw new AppError("unavailable", status.error ?? "The export was not written.");
  const bytes = Readable.from(await client.exportFile(project, id), { objectMode: false });
  if (out === undefined) {
    await pipeline(bytes, io.stdout, { end: false });
  } else {
    const target = io.resolve(out);
    await pipeline(bytes, fs.createWriteStream(target));
    fs.writeFileSync(`${target}.manifest.json`, `${JSON.stringify(status.manifest, null, 2)}\n`);
  }
  return status.manifest;
}
