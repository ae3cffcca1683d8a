import { outboundRequest } from "@/lib/net/outbound-request";
import { keyHeaders, type ProviderName, toApiAddress } from "./address";
import { type ModelOptions, PLAIN_HEADERS } from "./exchange";

/** Under these names servers say how many tokens a model takes: vLLM, gateways, LM Studio, llama.cpp, Anthropic. */
const NAMES = [
  "max_model_len",
  "context_length",
  "context_window",
  "max_context_length",
  "loaded_context_length",
  "max_input_tokens",
  "n_ctx",
  "n_ctx_train",
] as const;

/**
 * How many tokens of context a model has, as far as its server's list of models says it.
 *
 * @returns Null when it does not say, or has no list. Never throws.
 */
export async function findContextTokens(provider: ProviderName, options: ModelOptions): Promise<number | null> {
  const { base, query } = toApiAddress(
    provider === "ANTHROPIC" ? `${options.baseUrl.replace(/\/v1\/?$/, "")}/v1` : options.baseUrl,
  );
  const url = new URL(`${base}/models`);
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  try {
    const answer = await outboundRequest({
      url: url.toString(),
      method: "GET",
      headers: {
        ...PLAIN_HEADERS,
        ...(provider === "ANTHROPIC" ? { "anthropic-version": "2023-06-01" } : {}),
        ...keyHeaders(provider, options.baseUrl, options.apiKey),
      },
      allowed: options.allowed,
      limits: { totalMs: options.timeoutMs, idleMs: options.timeoutMs },
    });
    return answer.status === 200 ? readContext(JSON.parse(answer.body.toString("utf8")), options.model) : null;
  } catch {
    return null;
  }
}

function readContext(body: unknown, model: string): number | null {
  const list = at(body, "data");
  const entries: unknown[] = Array.isArray(list) ? list : [];
  const entry = entries.find((each) => at(each, "id") === model) ?? (entries.length === 1 ? entries[0] : undefined);
  for (const place of [entry, at(entry, "meta"), at(entry, "top_provider")]) {
    for (const name of NAMES) {
      const value = at(place, name);
      if (typeof value === "number" && Number.isInteger(value) && value > 0 && value < 1e9) return value;
    }
  }
  return null;
}

function at(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined;
}
