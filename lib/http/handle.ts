import "server-only";
import * as z from "zod";
import { checkHost } from "@/lib/auth/origin";
import { toOutage } from "@/lib/db/to-outage";
import { AppError } from "@/lib/errors";
import { log } from "@/lib/log";

const HEADERS = {
  "Cache-Control": "private, no-store",
  "X-Content-Type-Options": "nosniff",
  "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
  "Referrer-Policy": "no-referrer",
  Vary: "Cookie, Authorization",
};

/**
 * Wraps a route handler: refuses a foreign Host, turns what it throws into an answer, and sets the headers that every answer carries.
 * Refusals say what, where and how to mend it; a bug is logged once and answered without detail.
 */
export function handle<P extends Record<string, string>>(
  work: (request: Request, params: P) => Promise<Response>,
): (request: Request, context: { params: Promise<P> }) => Promise<Response> {
  return async (request, context) => {
    let answer: Response;
    try {
      checkHost(request.headers.get("host"));
      answer = await work(request, await context.params);
    } catch (error) {
      answer = toResponse(request, error);
    }
    for (const [name, value] of Object.entries(HEADERS)) if (!answer.headers.has(name)) answer.headers.set(name, value);
    return answer;
  };
}

/**
 * The body of a request as `schema` reads it.
 *
 * @throws AppError `invalid` with a path per field, `too_large` beyond `limit` bytes.
 */
export async function readJson<T>(request: Request, schema: z.ZodType<T>, limit = 1_048_576): Promise<T> {
  const text = await readText(request, limit);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new AppError("invalid", "The body is not JSON.", { fields: [{ path: "", message: "not JSON" }] });
  }
  return parse(schema, value);
}

/** The query of a request as `schema` reads it; a name that stands twice is refused. @throws AppError `invalid`. */
export function readQuery<T>(request: Request, schema: z.ZodType<T>): T {
  const values: Record<string, string> = {};
  for (const [name, value] of new URL(request.url).searchParams) {
    if (Object.hasOwn(values, name))
      throw new AppError("invalid", `The parameter ${name} stands twice.`, { fields: [{ path: name, message: "stands twice" }] });
    values[name] = value;
  }
  return parse(schema, values);
}

/** A value as `schema` reads it. @throws AppError `invalid` with a path per field. */
export function parse<T>(schema: z.ZodType<T>, value: unknown): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw toInvalid(parsed.error);
}

function toInvalid(error: z.ZodError): AppError {
  const fields = error.issues.map((issue) => ({ path: issue.path.map(String).join("."), message: issue.message }));
  const first = fields[0];
  return new AppError("invalid", first ? `${first.path || "The input"}: ${first.message}` : "The input is not as expected.", {
    fields,
  });
}

function toResponse(request: Request, thrown: unknown): Response {
  const error = toRefusal(request, thrown);
  const headers = new Headers();
  if (!(error instanceof AppError)) {
    log().error({ err: error, method: request.method, path: new URL(request.url).pathname }, "unexpected error");
    return body(
      request,
      500,
      { code: "bug", message: "Something went wrong on our side. It was written to the server's log.", fields: [] },
      headers,
    );
  }
  if (error.retryAfterSeconds !== undefined) headers.set("Retry-After", String(error.retryAfterSeconds));
  return body(request, error.status, { code: error.code, message: error.message, fields: error.fields }, headers);
}

function toRefusal(request: Request, thrown: unknown): unknown {
  if (thrown instanceof AppError) return thrown;
  if (thrown instanceof z.ZodError) return toInvalid(thrown);
  // Who hung up in the middle of a request hears no answer, and there is nothing to mend.
  if (request.signal.aborted) return new AppError("invalid", "The request ended before its body did.");
  const outage = toOutage(thrown);
  if (outage) log().warn({ err: thrown, method: request.method }, "the database cannot be reached");
  return outage ?? thrown;
}

function body(
  request: Request,
  status: number,
  error: { code: string; message: string; fields: readonly unknown[] },
  headers: Headers,
): Response {
  if (new URL(request.url).pathname.startsWith("/api/v1/")) {
    headers.set("Content-Type", "application/problem+json");
    return new Response(
      JSON.stringify({ type: "about:blank", title: error.message, status, code: error.code, errors: error.fields }),
      { status, headers },
    );
  }
  return Response.json({ error }, { status, headers });
}

async function readText(request: Request, limit: number): Promise<string> {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let bytes = 0;
  let text = "";
  try {
    // HTTP ends a body at its Content-Length, so a body that says it is short can be taken whole, which is quicker.
    const told = Number(request.headers.get("content-length"));
    if (told > 0 && told <= limit) return decoder.decode(await request.arrayBuffer());
    if (!request.body) return "";
    for await (const chunk of request.body) {
      bytes += chunk.byteLength;
      if (bytes > limit) throw new AppError("too_large", `The body is larger than ${limit} bytes. Send it in smaller parts.`);
      text += decoder.decode(chunk, { stream: true });
    }
    return text + decoder.decode();
  } catch (error) {
    if (error instanceof TypeError) throw new AppError("invalid", "The body is not valid UTF-8.");
    throw error;
  }
}
