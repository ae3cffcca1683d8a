import { createHash } from "node:crypto";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import { AppError } from "@/lib/errors";
import type { SourceLimits } from "./limits";
import { isGzip, type RowLayout, recogniseLayout } from "./recognise-bytes";

export type ByteSource = AsyncIterable<Uint8Array>;

/** What was read of a file so far. */
export interface SourceCount {
  bytes: number;
  textBytes: number;
  /** SHA-256 of the bytes as they came, hexadecimal. Ask once, at the end. */
  sha256(): string;
}

/** A file opened for reading: its bytes decompressed, without a byte order mark. */
export interface OpenedSource {
  layout: RowLayout;
  chunks: AsyncGenerator<Buffer>;
  count: SourceCount;
}

const HEAD_BYTES = 4096;

/**
 * Opens a stream of bytes: unpacks gzip by content, strips a byte order mark, and recognises how rows stand in it. Reads no more
 * than the first bytes before it returns; memory does not grow with the file.
 * @throws AppError `invalid` for what is no JSON text, or cut gzip; `too_large` beyond a limit. The same may come while chunks are read.
 */
export async function openSource(source: ByteSource, limits: SourceLimits): Promise<OpenedSource> {
  const hash = createHash("sha256");
  const count: SourceCount = { bytes: 0, textBytes: 0, sha256: () => hash.digest("hex") };
  const raw = await withHead(countBytes(source, count, limits, (chunk) => hash.update(chunk)));
  const unpacked = isGzip(raw.head) ? gunzip(raw.chunks, count, limits) : limitText(raw.chunks, count, limits);
  const text = await withHead(unpacked);
  const marked = text.head[0] === 0xef && text.head[1] === 0xbb && text.head[2] === 0xbf;
  const layout = recogniseLayout(marked ? text.head.subarray(3) : text.head);
  return { layout, chunks: marked ? withoutFirst(text.chunks, 3) : text.chunks, count };
}

/** Reads until the head is full or the source ends, and gives the head together with all chunks, head included. */
async function withHead(source: AsyncGenerator<Buffer>): Promise<{ head: Buffer; chunks: AsyncGenerator<Buffer> }> {
  const first: Buffer[] = [];
  let length = 0;
  while (length < HEAD_BYTES) {
    const next = await source.next();
    if (next.done) break;
    first.push(next.value);
    length += next.value.length;
  }
  async function* chunks(): AsyncGenerator<Buffer> {
    try {
      yield* first;
      yield* source;
    } finally {
      await source.return(undefined);
    }
  }
  return { head: Buffer.concat(first).subarray(0, HEAD_BYTES), chunks: chunks() };
}

async function* withoutFirst(source: AsyncGenerator<Buffer>, bytes: number): AsyncGenerator<Buffer> {
  let left = bytes;
  for await (const chunk of source) {
    const skipped = Math.min(left, chunk.length);
    left -= skipped;
    if (skipped < chunk.length) yield chunk.subarray(skipped);
  }
}

async function* countBytes(
  source: ByteSource,
  count: SourceCount,
  limits: SourceLimits,
  see: (chunk: Uint8Array) => void,
): AsyncGenerator<Buffer> {
  for await (const chunk of source) {
    count.bytes += chunk.byteLength;
    if (count.bytes > limits.bytes) throw tooLarge("The file", limits.bytes);
    see(chunk);
    if (chunk.byteLength > 0) yield Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
  }
}

async function* limitText(source: AsyncGenerator<Buffer>, count: SourceCount, limits: SourceLimits): AsyncGenerator<Buffer> {
  for await (const chunk of source) {
    count.textBytes += chunk.length;
    if (count.textBytes > limits.textBytes) throw tooLarge("The text", limits.textBytes);
    yield chunk;
  }
}

async function* gunzip(source: AsyncGenerator<Buffer>, count: SourceCount, limits: SourceLimits): AsyncGenerator<Buffer> {
  const unzip = createGunzip({ chunkSize: 256 * 1024 });
  // A failure of the feed destroys `unzip` with the same error, which the loop below throws.
  const feeding = pipeline(Readable.from(source), unzip).catch(() => undefined);
  try {
    for await (const chunk of unzip) {
      count.textBytes += chunk.length;
      if (count.textBytes > limits.textBytes) throw tooLarge("The unpacked text", limits.textBytes);
      if (count.textBytes > limits.ratioFrom && count.textBytes > count.bytes * limits.ratio) {
        throw new AppError(
          "too_large",
          `The file unpacks to more than ${limits.ratio} times its size, as no real text does. If it is real, unpack it and import the unpacked file.`,
        );
      }
      yield chunk;
    }
  } catch (error) {
    throw gzipError(error, count);
  } finally {
    unzip.destroy();
    await feeding;
  }
}

function gzipError(error: unknown, count: SourceCount): unknown {
  const code = error instanceof Error && "code" in error ? error.code : null;
  if (code === "Z_BUF_ERROR") {
    return new AppError(
      "invalid",
      `The gzip data end too early, after ${count.bytes} bytes: the file was cut. Download or pack it again.`,
    );
  }
  if (code === "Z_DATA_ERROR") {
    return new AppError(
      "invalid",
      `The gzip data are damaged, within the first ${count.bytes} bytes. Download or pack the file again.`,
    );
  }
  return error;
}

function tooLarge(what: string, limit: number): AppError {
  return new AppError(
    "too_large",
    `${what} is larger than ${limit} bytes, the most that one import takes. Split it and import the parts.`,
  );
}
