import fs from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { AppError } from "@/lib/errors";

/** A stream of bytes as a file of its own, for formats that are read from their end. */
export interface Spool {
  path: string;
  bytes: number;
  remove: () => Promise<void>;
}

/**
 * Writes bytes into a temporary file.
 * @throws AppError `limit_reached` when the disk is full.
 */
export async function spool(chunks: AsyncGenerator<Buffer>): Promise<Spool> {
  const folder = await fs.mkdtemp(path.join(os.tmpdir(), "concord-import-"));
  const file = path.join(folder, "file");
  const remove = () => fs.rm(folder, { recursive: true, force: true });
  try {
    const handle = await fs.open(file, "wx", 0o600);
    let bytes = 0;
    try {
      for await (const chunk of chunks) {
        await handle.writeFile(chunk);
        bytes += chunk.length;
      }
    } finally {
      await handle.close();
    }
    return { path: file, bytes, remove };
  } catch (error) {
    await remove();
    if (error instanceof Error && "code" in error && error.code === "ENOSPC") {
      throw new AppError(
        "limit_reached",
        `There is no room left on the disk of ${os.tmpdir()} to hold the file while it is read. Make room there.`,
        {
          cause: error,
        },
      );
    }
    throw error;
  }
}
