/** Which protocol an endpoint speaks. */
export type ProviderName = "OPENAI_COMPATIBLE" | "OPENAI_COMPLETIONS" | "ANTHROPIC";

/** How a key travels. */
export type KeyHeader = "authorization" | "api-key" | "x-api-key";

/** Where an API begins, its query apart: Azure wants its api-version in every address. */
export interface ApiAddress {
  base: string;
  query: Readonly<Record<string, string>>;
}

/** Splits an endpoint's address into what paths are added to and the query that stays behind them. */
export function toApiAddress(baseUrl: string): ApiAddress {
  const url = new URL(baseUrl);
  const query = Object.fromEntries(url.searchParams);
  url.search = "";
  return { base: url.toString().replace(/\/+$/, ""), query };
}

/** The header in which an endpoint wants its key: Azure's deployments have one of their own. */
export function keyHeaderOf(provider: ProviderName, baseUrl: string): KeyHeader {
  if (provider === "ANTHROPIC") return "x-api-key";
  return "api-version" in toApiAddress(baseUrl).query ? "api-key" : "authorization";
}

/** A key as it stands in its header; nothing for a server without keys. */
export function keyHeaders(provider: ProviderName, baseUrl: string, apiKey: string | null): Record<string, string> {
  if (apiKey === null) return {};
  const header = keyHeaderOf(provider, baseUrl);
  return { [header]: header === "authorization" ? `Bearer ${apiKey}` : apiKey };
}
