import OpenAI from "openai";
import type { Fetch } from "@/lib/net/outbound-fetch";
import { toApiAddress } from "./address";
import type { ModelOptions } from "./exchange";

/** The official client, sending by `fetch` alone and once. */
export function createOpenAiClient(options: Pick<ModelOptions, "baseUrl" | "apiKey" | "timeoutMs">, fetch: Fetch): OpenAI {
  const { base, query } = toApiAddress(options.baseUrl);
  return new OpenAI({
    baseURL: base,
    defaultQuery: query,
    apiKey: options.apiKey ?? "none",
    // Everything that the client would read from the environment: no key of the server's own goes to an address typed in a page.
    adminAPIKey: null,
    organization: null,
    project: null,
    webhookSecret: null,
    logLevel: "off",
    maxRetries: 0,
    // lib/net keeps the time and says what happened; the client's own clock must not ring first.
    timeout: options.timeoutMs + 60_000,
    fetch,
  });
}
