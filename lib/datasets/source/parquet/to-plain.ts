import type { ParquetParsers } from "hyparquet";
import { isObject } from "@/lib/datasets/source/parse-json-row";
import { scanJson } from "@/lib/datasets/source/scan-json";

/** Stands for a value that no text can hold; a row that has one is refused. */
export class Unreadable {
  constructor(readonly reason: string) {}
}

const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

function text(bytes: Uint8Array | undefined): unknown {
  if (bytes === undefined) return bytes;
  try {
    return decoder.decode(bytes);
  } catch {
    return new Unreadable("holds bytes that are not UTF-8");
  }
}

function time(milliseconds: number): unknown {
  const date = new Date(milliseconds);
  return Number.isNaN(date.getTime()) ? new Unreadable("holds a time that no calendar has") : date.toISOString();
}

/** How values come out of a Parquet file: times as ISO 8601 in UTC, texts only if they are UTF-8, JSON with its large numbers kept. */
export const plainParsers: ParquetParsers = {
  timestampFromMilliseconds: (millis) => time(Number(millis)),
  timestampFromMicroseconds: (micros) => time(Number(micros / 1000n)),
  timestampFromNanoseconds: (nanos) => time(Number(nanos / 1_000_000n)),
  dateFromDays: (days) => (typeof days === "number" ? String(time(days * 86_400_000)).slice(0, 10) : days),
  stringFromBytes: text,
  jsonFromBytes: (bytes) => {
    const found = text(bytes);
    if (typeof found !== "string") return found;
    const scanned = scanJson(found);
    try {
      return scanned.ok ? JSON.parse(scanned.text) : new Unreadable(`is JSON that cannot be kept: ${scanned.problem.reason}`);
    } catch {
      return new Unreadable("is marked as JSON and is none");
    }
  },
  geometryFromBytes: () => new Unreadable("is a shape on a map, not a text"),
  geographyFromBytes: () => new Unreadable("is a shape on a map, not a text"),
  uuidFromBytes: (bytes) =>
    bytes instanceof Uint8Array
      ? Buffer.from(bytes)
          .toString("hex")
          .replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-")
      : bytes,
};

/** What was found on the way through a value. */
export interface PlainCount {
  characters: number;
  problem: { column: string; reason: string } | null;
}

const MOST_DEPTH = 64;

/**
 * A decoded value as JSON has it: whole numbers that a double cannot hold as their digits, NaN as null. Counts its characters, and notes the
 * first part that cannot be kept.
 */
export function toPlain(value: unknown, path: string, count: PlainCount, depth = 0): unknown {
  if (typeof value === "string") {
    count.characters += value.length + 8;
    if (value.includes("\0")) return fail(count, path, `The text holds a NUL character at ${value.indexOf("\0") + 1}.`);
    return value;
  }
  count.characters += 8;
  if (value === null || value === undefined) return null;
  if (typeof value === "bigint")
    return value >= BigInt(Number.MIN_SAFE_INTEGER) && value <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(value) : String(value);
  if (typeof value === "number") return Number.isFinite(value) ? value : Number.isNaN(value) ? null : String(value);
  if (typeof value === "boolean") return value;
  if (value instanceof Unreadable) return fail(count, path, `The value ${value.reason}.`);
  if (value instanceof Uint8Array) return fail(count, path, "The value is raw bytes, not a text.");
  if (depth > MOST_DEPTH) return fail(count, path, `Lists and objects stand more than ${MOST_DEPTH} deep in each other.`);
  if (Array.isArray(value)) return value.map((element, index) => toPlain(element, `${path}.${index}`, count, depth + 1));
  if (ArrayBuffer.isView(value))
    return Array.from(value as unknown as ArrayLike<unknown>, (element) => toPlain(element, path, count, depth + 1));
  if (isObject(value)) {
    return Object.fromEntries(
      Object.entries(value).map(([key, element]) => [key, toPlain(element, `${path}.${key}`, count, depth + 1)]),
    );
  }
  return fail(count, path, "The value is of a kind that JSON does not have.");
}

function fail(count: PlainCount, column: string, reason: string): null {
  count.problem ??= { column, reason };
  return null;
}
