import "server-only";
import type { FileHandle } from "node:fs/promises";
import fs from "node:fs/promises";
import path from "node:path";
import { env } from "@/lib/env";

const SUFFIX = ".upload";

/** Where files stand that browsers send, until they are imported. */
export function uploadsFolder(): string {
  return path.join(env().dataFolder, "uploads");
}

/** The file of an upload. Its name is made of an id alone, never of what a person typed. */
export function uploadFile(id: string): string {
  return path.join(uploadsFolder(), `${id}${SUFFIX}`);
}

/** So many bytes of an upload are in the data folder; 0 when its file is gone. */
export async function sizeOfUpload(id: string): Promise<number> {
  return fs.stat(uploadFile(id)).then(
    ({ size }) => size,
    () => 0,
  );
}

/**
 * Writes one part at its place and waits until the disk has it. When it cannot be written whole, nothing of it stays.
 *
 * @throws What the file system throws; `ENOSPC` when the disk is full.
 */
export async function writePart(id: string, offset: number, part: Uint8Array): Promise<void> {
  await fs.mkdir(uploadsFolder(), { recursive: true, mode: 0o700 });
  const file = await openToWrite(uploadFile(id));
  try {
    let written = 0;
    while (written < part.length) {
      const { bytesWritten } = await file.write(part, written, part.length - written, offset + written);
      written += bytesWritten;
    }
    await file.datasync();
  } catch (error) {
    await file.truncate(offset).catch(() => undefined);
    throw error;
  } finally {
    await file.close();
  }
}

/** Removes the file of an upload; one that is gone is no error. */
export async function removeUpload(id: string): Promise<void> {
  await fs.rm(uploadFile(id), { force: true });
}

/** The ids of all uploads that have a file, with when it was last written. */
export async function listUploadFiles(): Promise<{ id: string; writtenAt: Date }[]> {
  const names = await fs.readdir(uploadsFolder()).catch(() => []);
  const found = names
    .filter((name) => name.endsWith(SUFFIX))
    .map(async (name) => {
      const stat = await fs.stat(path.join(uploadsFolder(), name)).catch(() => null);
      return stat ? [{ id: name.slice(0, -SUFFIX.length), writtenAt: stat.mtime }] : [];
    });
  return (await Promise.all(found)).flat();
}

/** Bytes that the disk of the data folder still has for us. */
export async function freeBytes(): Promise<number> {
  const { bavail, bsize } = await fs.statfs(env().dataFolder);
  return bavail * bsize;
}

async function openToWrite(file: string): Promise<FileHandle> {
  try {
    return await fs.open(file, "r+");
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ENOENT")) throw error;
    return fs.open(file, "w", 0o600);
  }
}
