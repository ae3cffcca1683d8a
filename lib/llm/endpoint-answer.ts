import type { OutboundResponse } from "@/lib/net/outbound-request";
import { ModelError, type ModelErrorKind } from "./model-error";

/** The longest wait that a Retry-After is believed for. */
const LONGEST_WAIT_MS = 15 * 60_000;
const EXCERPT_LENGTH = 300;

/**
 * The JSON of a good answer; any other answer as the error that it is.
 *
 * @param secret - The key that was sent; an endpoint that echoes it does not get it into a message.
 * @throws ModelError by status (401, 402, 403, 404, 429, 5xx, other), `redirect`, `not_json`.
 */
export function readEndpointAnswer(answer: OutboundResponse, secret: string | null, now: number = Date.now()): unknown {
  const text = answer.body.toString("utf8");
  if (answer.status < 200 || answer.status > 299) throw statusError(answer, text, secret, now);
  try {
    return JSON.parse(text);
  } catch (cause) {
    const what = looksLikeHtml(text) ? "an HTML page" : text.trim() === "" ? "an empty body" : "text that is no whole JSON";
    throw new ModelError(
      "not_json",
      `The endpoint answered with ${what} instead of JSON. Does the address end where the API begins, for example in /v1?`,
      {
        httpStatus: answer.status,
        endpointText: excerpt(text, secret),
        cause,
      },
    );
  }
}

function statusError(answer: OutboundResponse, text: string, secret: string | null, now: number): ModelError {
  const { status } = answer;
  const details = {
    httpStatus: status,
    endpointText: excerpt(messageIn(text), secret),
    retryAfterMs: retryAfterMs(answer.headers, now),
  };
  const [kind, sentence] = meaningOf(status, text);
  return new ModelError(kind, sentence, details);
}

function meaningOf(status: number, text: string): [ModelErrorKind, string] {
  if (status === 401) return ["unauthorized", "The endpoint refused the key (401). Give the endpoint a valid key."];
  if (status === 402) return ["payment_required", "The endpoint wants payment (402). Top up the account there."];
  if (status === 403) return ["forbidden", "The endpoint forbids this key to use the model (403)."];
  if (status === 404)
    return ["not_found", "The endpoint knows no such address or model (404). Check the address and the model's name."];
  // A spent budget comes as 429 from some providers; waiting does not mend it.
  if (status === 429 && /insufficient_quota|billing_hard_limit/.test(text)) {
    return ["payment_required", "The endpoint says that the account's budget is spent (429). Raise it there."];
  }
  if (status === 429) return ["rate_limited", "The endpoint wants fewer calls (429)."];
  if (status >= 300 && status < 400) {
    return [
      "redirect",
      `The endpoint sends callers elsewhere (${status}). Redirects are not followed: set the address it points to.`,
    ];
  }
  if (status === 408 || status === 409 || status === 425 || status >= 500)
    return ["server_error", `The endpoint failed (${status}).`];
  return ["bad_request", `The endpoint refused the request (${status}).`];
}

function retryAfterMs(headers: ReadonlyMap<string, string>, now: number): number | null {
  const exact = Number(headers.get("retry-after-ms") ?? Number.NaN);
  const text = headers.get("retry-after")?.trim() ?? "";
  const wait = Number.isFinite(exact) ? exact : /^\d+(\.\d+)?$/.test(text) ? Number(text) * 1000 : Date.parse(text) - now;
  return Number.isFinite(wait) ? Math.min(Math.max(wait, 0), LONGEST_WAIT_MS) : null;
}

/** The message inside an error's JSON, in the shapes that servers use; else the text itself. */
function messageIn(text: string): string {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    return looksLikeHtml(text) ? "an HTML page" : text;
  }
  for (const path of [["error", "message"], ["error"], ["message"], ["detail"]]) {
    let at: unknown = body;
    for (const key of path) at = typeof at === "object" && at !== null ? Reflect.get(at, key) : undefined;
    if (typeof at === "string") return at;
  }
  return text;
}

function excerpt(text: string, secret: string | null): string | null {
  const clean = withoutControls(secret ? text.replaceAll(secret, "[key]") : text).trim();
  if (clean === "") return null;
  return clean.length > EXCERPT_LENGTH ? `${clean.slice(0, EXCERPT_LENGTH)}…` : clean;
}

/** Text that the database takes: no NUL, no other control characters, no half characters. */
function withoutControls(text: string): string {
  return text.replace(/\p{Cc}+/gu, " ").toWellFormed();
}

function looksLikeHtml(text: string): boolean {
  return /^\s*<(!doctype|html|head|body)/i.test(text);
}
