import { type OutboundRequest, type OutboundResponse, outboundRequest } from "./outbound-request";

/** The part of `fetch` that client libraries use. */
export type Fetch = (input: string | URL | Request, init?: RequestInit) => Promise<Response>;

/**
 * A `fetch` for client libraries that goes out by `outboundRequest` and by nothing else.
 *
 * @param onAnswer - Sees each whole answer as it came, for callers that judge status and body themselves.
 */
export function createOutboundFetch(
  options: Omit<OutboundRequest, "url" | "method" | "headers" | "body" | "signal">,
  onAnswer?: (response: OutboundResponse) => void,
): Fetch {
  return async (input, init) => {
    const body = init?.body ?? undefined;
    if (body !== undefined && typeof body !== "string") throw new TypeError("Only text is sent as a body.");
    const answer = await outboundRequest({
      ...options,
      url: input instanceof Request ? input.url : String(input),
      method: init?.method ?? "GET",
      headers: Object.fromEntries(new Headers(init?.headers)),
      ...(body === undefined ? {} : { body }),
      ...(init?.signal ? { signal: init.signal } : {}),
    });
    onAnswer?.(answer);
    return toResponse(answer);
  };
}

function toResponse({ status, headers, body }: OutboundResponse): Response {
  const bodiless = status === 204 || status === 205 || status === 304;
  const kept = [...headers].filter(([name]) => name !== "content-encoding" && name !== "content-length");
  return new Response(bodiless ? null : new Uint8Array(body), { status, headers: new Headers(kept) });
}
