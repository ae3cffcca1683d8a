import "server-only";
import { createHash } from "node:crypto";
import { Readable } from "node:stream";
import * as z from "zod";
import { requireActor } from "@/lib/auth/actor";
import type { KeyActor, UserActor } from "@/lib/auth/types";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { handle, readJson, readQuery } from "@/lib/http/handle";
import { RateLimit } from "./rate-limit";
import type { ApiRoute } from "./route";

/** A request as the work of a route gets it: everything parsed by the route's own schemas. */
export interface ApiCall<P, Q, B> {
  actor: UserActor | KeyActor;
  params: P;
  query: Q;
  /** Of NDJSON nothing, whatever the type says: it is read from the request. */
  body: B;
  request: Request;
}

declare global {
  var concordApiLimit: RateLimit | undefined;
}

/**
 * The handler of a route: who, parse, call, answer. What the work returns is answered as the route's document, with its ETag; an answer that
 * the work made itself (a stream, a file) goes out as it is.
 */
export function serve<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, A extends z.ZodType>(
  route: ApiRoute<P, Q, B, A>,
  work: (call: ApiCall<z.output<P>, z.output<Q>, z.output<B>>) => Promise<z.output<A> | Response>,
) {
  return handle<Record<string, string>>(async (request, params) => {
    const actor = await requireActor(request);
    globalThis.concordApiLimit ??= new RateLimit(env().apiPerMinute);
    globalThis.concordApiLimit.take(actor.kind === "KEY" ? actor.keyId : actor.userId);
    const call = {
      actor,
      // Next gives a route without a name in braces no parameters at all.
      params: route.params.parse(params ?? {}),
      query: route.query.parse(readQuery(request, z.unknown())),
      body: await readBody(request, route),
      request,
    };
    const answer = await work(call);
    return answer instanceof Response ? answer : toDocument(request, route, answer);
  });
}

/** Whether the caller asked for NDJSON. */
export function wantsLines(request: Request): boolean {
  return request.headers.get("accept")?.includes("application/x-ndjson") === true;
}

/** Whether the caller sends NDJSON. */
export function sendsLines(request: Request): boolean {
  return request.headers.get("content-type")?.startsWith("application/x-ndjson") === true;
}

/** Lines as an answer of NDJSON, made as they are read. */
export function streamLines(lines: AsyncIterable<string>): Response {
  return stream(lines, "application/x-ndjson");
}

/** A JSON document in pieces, made as they are read. */
export function streamDocument(pieces: AsyncIterable<string>): Response {
  return stream(pieces, "application/json");
}

/**
 * Refuses a change of something that has changed since the caller read it: `If-Match` names the ETag of then. Without one nothing is checked.
 *
 * @throws AppError `changed`.
 */
export function checkUnchanged<A extends z.ZodType>(
  request: Request,
  route: ApiRoute<z.ZodType, z.ZodType, z.ZodType, A>,
  now: z.output<A>,
) {
  const wanted = request.headers.get("if-match");
  if (wanted === null || wanted.trim() === "*" || !route.answer.versionOf) return;
  const [changeable] = hashesOf(route.answer.versionOf(now));
  const known = wanted.split(",").map((tag) => tag.trim().replace(/^"|"$/g, "").split(".")[0]);
  if (!known.includes(changeable))
    throw new AppError("changed", "It was changed since you read it. Read it again, and send your change with its new ETag.");
}

async function readBody<B extends z.ZodType>(
  request: Request,
  { body }: ApiRoute<z.ZodType, z.ZodType, B, z.ZodType>,
): Promise<z.output<B>> {
  if (body?.type === "application/json" && !(body.line && sendsLines(request)))
    return body.schema.parse(await readJson(request, z.unknown(), body.most));
  // Nothing is parsed here, and nothing reads it: the types of lines and of no body say so.
  return undefined as z.output<B>;
}

function toDocument<A extends z.ZodType>(
  request: Request,
  { answer }: ApiRoute<z.ZodType, z.ZodType, z.ZodType, A>,
  document: z.output<A>,
): Response {
  const headers: Record<string, string> = {};
  if (answer.versionOf) {
    headers.ETag = `"${hashesOf(answer.versionOf(document)).join(".")}"`;
    const known = request.headers.get("if-none-match");
    const isRead = request.method === "GET" || request.method === "HEAD";
    if (isRead && known?.split(",").some((tag) => tag.trim().replace(/^W\//, "") === headers.ETag))
      return new Response(null, { status: 304, headers });
  }
  return Response.json(document, { status: answer.status, headers });
}

function hashesOf(parts: readonly unknown[]): string[] {
  return parts.map((part) => createHash("sha256").update(JSON.stringify(part)).digest("base64url").slice(0, 16));
}

function stream(pieces: AsyncIterable<string>, type: string): Response {
  // Node's web stream and the DOM's are one at run time and two to the type checker.
  const body = Readable.toWeb(Readable.from(pieces, { objectMode: false })) as unknown as ReadableStream;
  return new Response(body, { headers: { "Content-Type": type } });
}
