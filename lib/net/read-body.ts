import type { IncomingMessage } from "node:http";
import type { Readable, Transform } from "node:stream";
import { createBrotliDecompress, createGunzip, createInflate } from "node:zlib";
import { OutboundError } from "./outbound-error";

/**
 * Reads an answer's body whole, decompressed, and never more of it than the limit: what swells past it is cut off while it swells.
 *
 * @throws OutboundError `too_large`, `timeout` (silence), `bad_encoding`, `connection` (cut in the middle).
 */
export function readBody(response: IncomingMessage, limits: { maxBytes: number; idleMs: number }): Promise<Buffer> {
  const encoding = (response.headers["content-encoding"] ?? "identity").trim().toLowerCase();
  const decoder = decoderOf(encoding);
  if (decoder === undefined) {
    response.destroy();
    return Promise.reject(
      new OutboundError("bad_encoding", `The answer is packed as "${encoding.slice(0, 40)}", which was not asked for.`),
    );
  }
  return new Promise((settle, reject) => {
    const source: Readable = decoder === null ? response : response.pipe(decoder);
    const chunks: Buffer[] = [];
    let size = 0;

    const fail = (error: OutboundError): void => {
      // Rejected first: destroying the answer reports a cut connection at once, and the first reason is the true one.
      reject(error);
      clearTimeout(idle);
      response.destroy();
      decoder?.destroy();
    };
    const tooLong = (): void =>
      fail(new OutboundError("timeout", `The answer stopped in the middle for ${limits.idleMs / 1000} s.`));
    let idle = setTimeout(tooLong, limits.idleMs);

    response.on("data", () => {
      clearTimeout(idle);
      idle = setTimeout(tooLong, limits.idleMs);
    });
    source.on("data", (chunk: Buffer) => {
      size += chunk.length;
      if (size > limits.maxBytes) {
        return fail(
          new OutboundError("too_large", `The answer is larger than ${Math.round(limits.maxBytes / 1024)} KiB and was cut off.`),
        );
      }
      chunks.push(chunk);
    });
    source.once("end", () => {
      clearTimeout(idle);
      settle(Buffer.concat(chunks));
    });
    const cut = (cause: Error): void =>
      fail(new OutboundError("connection", "The connection was closed in the middle of the answer.", cause));
    response.once("error", cut);
    response.once("aborted", () => cut(new Error("aborted")));
    decoder?.once("error", (cause) => fail(new OutboundError("bad_encoding", "The answer's compression is damaged.", cause)));
  });
}

/** Null: nothing to decode. Undefined: not known. */
function decoderOf(encoding: string): Transform | null | undefined {
  if (encoding === "identity" || encoding === "") return null;
  if (encoding === "gzip" || encoding === "x-gzip") return createGunzip();
  if (encoding === "deflate") return createInflate();
  if (encoding === "br") return createBrotliDecompress();
  return undefined;
}
