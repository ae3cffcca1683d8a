import "server-only";
import { createHash } from "node:crypto";
import fs from "node:fs/promises";
import { promisify } from "node:util";
import { gzip } from "node:zlib";

const CHUNK_CHARACTERS = 256 * 1024;
const pack = promisify(gzip);

function asBytes(piece: string | Uint8Array): Uint8Array {
  return typeof piece === "string" ? Buffer.from(piece) : piece;
}

/** A file that is being written. It has its name only when it is complete and on the disk. */
export interface FileSink {
  write: (piece: string | Uint8Array) => Promise<void>;
  /** @returns Its size and SHA-256 (hexadecimal). */
  finish: () => Promise<{ bytes: number; sha256: string }>;
  /** Removes what was written; after `finish` it does nothing. */
  discard: () => Promise<void>;
}

/** The name of a file while it is written. */
export function partOf(file: string): string {
  return `${file}.part`;
}

/**
 * Begins a file. Failures, a full disk among them, are thrown by the call that met them.
 *
 * @param packing - `gzip`: compressed a piece at a time, each a member of its own, as the format allows.
 */
export async function openFileSink(file: string, packing: "plain" | "gzip" = "plain"): Promise<FileSink> {
  const handle = await fs.open(partOf(file), "w", 0o600);
  const hash = createHash("sha256");
  let waiting: (string | Uint8Array)[] = [];
  let characters = 0;
  let bytes = 0;
  let isOpen = true;

  async function flush(): Promise<void> {
    const plain = waiting.every((piece) => typeof piece === "string")
      ? Buffer.from(waiting.join(""))
      : Buffer.concat(waiting.map(asBytes));
    const chunk = packing === "gzip" && (plain.length > 0 || bytes === 0) ? await pack(plain) : plain;
    waiting = [];
    characters = 0;
    hash.update(chunk);
    bytes += chunk.byteLength;
    await handle.writeFile(chunk);
  }

  return {
    write: async (line) => {
      waiting.push(line);
      characters += line.length;
      if (characters >= CHUNK_CHARACTERS) await flush();
    },
    finish: async () => {
      await flush();
      await handle.sync();
      await handle.close();
      isOpen = false;
      await fs.rename(partOf(file), file);
      return { bytes, sha256: hash.digest("hex") };
    },
    discard: async () => {
      if (isOpen) await handle.close().catch(() => undefined);
      isOpen = false;
      await fs.rm(partOf(file), { force: true });
    },
  };
}
