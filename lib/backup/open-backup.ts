import "server-only";
import type { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { type Entry, openPromise, type ZipFile } from "yauzl";
import { AppError } from "@/lib/errors";
import { BackupManifest, type BackupTable, MANIFEST_NAME } from "./schema";

/** More than any manifest needs; a file that says otherwise is none of ours. */
const MOST_MANIFEST_BYTES = 4 * 1024 * 1024;

/** A backup that can be read. */
export interface OpenBackup {
  manifest: BackupManifest;
  /** The rows of one of its tables, uncompressed. */
  rows(table: BackupTable): Promise<Readable>;
  close(): void;
}

/**
 * Opens a backup file and reads its manifest.
 *
 * @throws AppError `invalid`: no ZIP file, cut short, without a manifest, or with one that does not fit. System errors for a file that is not there.
 */
export async function openBackup(file: string): Promise<OpenBackup> {
  const zip = await openZip(file);
  try {
    const entries = await listEntries(zip);
    const manifest = await readManifest(zip, entries);
    for (const { name } of manifest.tables) findEntry(entries, name);
    return {
      manifest,
      rows: ({ name }) => zip.openReadStreamPromise(findEntry(entries, name)),
      close: () => zip.close(),
    };
  } catch (error) {
    zip.close();
    throw error;
  }
}

async function openZip(file: string): Promise<ZipFile> {
  try {
    return await openPromise(file, { autoClose: false });
  } catch (cause) {
    if (cause instanceof Error && "code" in cause) throw cause;
    throw refuse("it is no ZIP file, or was cut short. Fetch it again from where it was kept.", cause);
  }
}

async function listEntries(zip: ZipFile): Promise<Map<string, Entry>> {
  const entries = new Map<string, Entry>();
  try {
    for await (const entry of zip.eachEntry()) entries.set(entry.fileName, entry);
  } catch (cause) {
    throw refuse("its list of contents cannot be read. Fetch it again from where it was kept.", cause);
  }
  return entries;
}

async function readManifest(zip: ZipFile, entries: ReadonlyMap<string, Entry>): Promise<BackupManifest> {
  const entry = entries.get(MANIFEST_NAME);
  if (!entry) throw refuse(`there is no ${MANIFEST_NAME} in it. Give a file that \`concord backup\` has written.`);
  if (entry.uncompressedSize > MOST_MANIFEST_BYTES) throw refuse(`its ${MANIFEST_NAME} is too large to be one.`);
  let document: unknown;
  try {
    document = JSON.parse(await text(await zip.openReadStreamPromise(entry)));
  } catch (cause) {
    throw refuse(`its ${MANIFEST_NAME} cannot be read. Fetch it again from where it was kept.`, cause);
  }
  const parsed = BackupManifest.safeParse(document);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw refuse(`its ${MANIFEST_NAME} does not fit: ${issue?.path.join(".") || "the whole"}: ${issue?.message ?? ""}`);
}

function findEntry(entries: ReadonlyMap<string, Entry>, table: string): Entry {
  const entry = entries.get(`tables/${table}.copy`);
  if (!entry) throw refuse(`the rows of ${table} are not in it.`);
  return entry;
}

function refuse(reason: string, cause?: unknown): AppError {
  return new AppError("invalid", `This is no backup that can be restored: ${reason}`, { cause });
}
