import "server-only";
import { allowedOrigins, env } from "@/lib/env";
import { AppError } from "@/lib/errors";

const BODY_TYPES = ["application/json", "application/x-ndjson", "application/octet-stream"];

/**
 * Refuses what another site's page could make a browser send: a Host that is not ours (DNS rebinding), and for writes an Origin that is not
 * ours or a body type that a plain form can send.
 *
 * @throws AppError `forbidden`.
 */
export function checkOrigin(request: Request): void {
  checkHost(request.headers.get("host"));
  if (request.method === "GET" || request.method === "HEAD") {
    if (request.headers.get("sec-fetch-site") === "cross-site")
      throw new AppError("forbidden", "Another site's page asked for this.");
    return;
  }
  const origin = request.headers.get("origin");
  if (origin === null || !ours().origins.has(origin)) {
    throw new AppError(
      "forbidden",
      `This write came from ${origin ?? "a page without an Origin"}, and only Concord's own pages may write. If you reach Concord by another address, set CONCORD_URL to it.`,
    );
  }
  const type = request.headers.get("content-type")?.split(";")[0]?.trim().toLowerCase();
  if ((type === undefined || !BODY_TYPES.includes(type)) && request.body !== null) {
    throw new AppError("forbidden", `The body's type is ${type ?? "missing"}; it must be one of ${BODY_TYPES.join(", ")}.`);
  }
}

/** Refuses a Host that is not the configured one. @throws AppError `forbidden`. */
export function checkHost(host: string | null): void {
  if (host !== null && ours().hosts.has(host.toLowerCase())) return;
  throw new AppError(
    "forbidden",
    `This Concord does not answer to the host ${host ?? "(none)"}. Set CONCORD_URL to the address by which people reach it.`,
  );
}

let known: { url: string; origins: ReadonlySet<string>; hosts: ReadonlySet<string> } | null = null;

// Worked out once: every request asks twice.
function ours() {
  const { url } = env();
  if (known?.url !== url) {
    const origins = allowedOrigins();
    known = { url, origins: new Set(origins), hosts: new Set(origins.map((origin) => new URL(origin).host)) };
  }
  return known;
}
