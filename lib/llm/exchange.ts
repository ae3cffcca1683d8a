import type { AllowedHost } from "@/lib/net/allowed-hosts";
import { OutboundError } from "@/lib/net/outbound-error";
import { createOutboundFetch, type Fetch } from "@/lib/net/outbound-fetch";
import type { OutboundResponse } from "@/lib/net/outbound-request";
import { ModelError } from "./model-error";

/** A model's address, key and limits. */
export interface ModelOptions {
  /** Where the API begins, for example https://api.example.com/v1. */
  baseUrl: string;
  /** Null for a server without keys. */
  apiKey: string | null;
  model: string;
  timeoutMs: number;
  /** Private hosts that the operator allows. */
  allowed: readonly AllowedHost[];
}

/** What every request says. Only these headers leave: clients would add what they find in the environment and describe this machine. */
export const PLAIN_HEADERS = { "content-type": "application/json", accept: "application/json", "user-agent": "Concord" } as const;

/**
 * One exchange by an official client, whatever the client makes of the answer: it builds the request, lib/net sends it once, and the answer
 * is judged by us. Clients would repeat calls unseen and take a web page for an answer.
 *
 * @param headers - All that are sent, the key's among them.
 * @param call - Makes the client's call with the fetch that it is given.
 * @throws ModelError when no whole answer came.
 */
export async function exchange(
  options: ModelOptions,
  headers: Readonly<Record<string, string>>,
  call: (fetch: Fetch) => Promise<unknown>,
): Promise<OutboundResponse> {
  let answer: OutboundResponse | undefined;
  let failure: unknown;
  const outbound = createOutboundFetch(
    // A completion is silent while it is written; after its first byte it comes at once.
    { allowed: options.allowed, limits: { totalMs: options.timeoutMs, idleMs: Math.min(options.timeoutMs, 30_000) } },
    (whole) => {
      answer = whole;
    },
  );
  try {
    await call(async (url, init) => {
      try {
        return await outbound(url, { ...init, headers });
      } catch (error) {
        failure = error;
        throw error;
      }
    });
  } catch (error) {
    // Statuses other than 2xx end here with a whole answer; what else ends here has none.
    if (answer) return answer;
    throw toModelError(failure ?? error);
  }
  if (answer) return answer;
  throw new ModelError("connection", "The endpoint gave no answer.");
}

function toModelError(error: unknown): ModelError {
  if (error instanceof OutboundError) return new ModelError(error.kind, error.message, { cause: error });
  return new ModelError("connection", "The call to the endpoint failed before it was sent.", { cause: error });
}
