import "server-only";
import fs from "node:fs";
import { Readable } from "node:stream";

/** A file to send. */
export interface ServedFile {
  /** Absolute path. */
  file: string;
  bytes: number;
  /** What it is called where it is saved. */
  name: string;
  type: string;
  sha256: string;
}

/** Streams a file, or the part of it that `Range` asks for, so that a broken download can go on where it stopped. */
export function serveFile(request: Request, { file, bytes, name, type, sha256 }: ServedFile): Response {
  const tag = `"${sha256}"`;
  const headers = new Headers({
    "Content-Type": type,
    "Content-Disposition": `attachment; filename="${name}"`,
    "Accept-Ranges": "bytes",
    ETag: tag,
  });
  const condition = request.headers.get("if-range");
  const range = condition === null || condition === tag ? toRange(request.headers.get("range"), bytes) : null;
  if (range === "outside") {
    headers.set("Content-Range", `bytes */${bytes}`);
    headers.delete("Content-Disposition");
    return new Response(null, { status: 416, headers });
  }
  const { first, last } = range ?? { first: 0, last: bytes - 1 };
  headers.set("Content-Length", String(last - first + 1));
  if (range) headers.set("Content-Range", `bytes ${first}-${last}/${bytes}`);
  // Node's web stream and the DOM's are one at run time and two to the type checker.
  const body =
    bytes === 0 ? null : (Readable.toWeb(fs.createReadStream(file, { start: first, end: last })) as unknown as ReadableStream);
  return new Response(body, { status: range ? 206 : 200, headers });
}

/** The one range that a header names; null for none, or for what is not understood, which is then passed over (RFC 9110, 14.2). */
function toRange(header: string | null, bytes: number): { first: number; last: number } | "outside" | null {
  const [, from, to] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header ?? "") ?? [];
  if (from === undefined || to === undefined || (from === "" && to === "")) return null;
  if (from === "") return Number(to) === 0 ? "outside" : { first: Math.max(0, bytes - Number(to)), last: bytes - 1 };
  if (to !== "" && Number(to) < Number(from)) return null;
  if (Number(from) >= bytes) return "outside";
  return { first: Number(from), last: to === "" ? bytes - 1 : Math.min(Number(to), bytes - 1) };
}
