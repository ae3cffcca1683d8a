import * as z from "zod";

/** Which protocol an endpoint speaks. */
export const ProviderChoice = z.enum(["OPENAI_COMPATIBLE", "OPENAI_COMPLETIONS", "ANTHROPIC"]);
export type ProviderChoice = z.infer<typeof ProviderChoice>;

const Name = z
  .string()
  .trim()
  .min(1, "Cannot be empty.")
  .max(80, "At most 80 characters.")
  .refine((text) => !text.includes("\0") && text.isWellFormed(), "Contains a character that cannot be stored.");

const BaseUrl = z
  .string()
  .trim()
  .max(500)
  .regex(
    // Azure's addresses end in their version of the API; no other query is part of an address.
    /^https?:\/\/[^?#\s]+(\?api-version=[\w.-]{1,40})?$/i,
    "Write the whole address up to where the API begins, for example https://api.example.com/v1.",
  )
  .transform((url) => {
    const [path = "", query] = url.split("?");
    // What the protocols add themselves is often copied along.
    const base = path.replace(/\/+$/, "").replace(/\/(chat\/completions|completions|messages)$/i, "");
    return query === undefined ? base : `${base}?${query}`;
  });

/** Limits of an endpoint over all runs and servers; null: none is known. */
export const EndpointLimits = z.strictObject({
  maxConcurrency: z.int().min(1).max(1_000).nullable().default(null),
  requestsPerMinute: z.int().min(1).max(10_000_000).nullable().default(null),
  tokensPerMinute: z.int().min(1).max(2_000_000_000).nullable().default(null),
});
export type EndpointLimits = z.infer<typeof EndpointLimits>;

/** Where a model answers. The key is never part of a document. */
export const EndpointInput = z.strictObject({
  name: Name,
  baseUrl: BaseUrl,
  /** Chat completions, completions of a base model, or Anthropic's messages. */
  provider: ProviderChoice.default("OPENAI_COMPATIBLE"),
  limits: EndpointLimits.prefault({}),
});
export type EndpointInput = z.infer<typeof EndpointInput>;

/** A key for an endpoint, as typed: printable ASCII without spaces, as it travels in a header. */
export const EndpointKey = z
  .string()
  .trim()
  .max(1000)
  .regex(/^[\x21-\x7e]+$/, "A key has letters, digits and signs, and no spaces.");

const Found = z.enum(["yes", "no", "unknown"]);

/** What a connection test found out about one model of an endpoint. */
export const Capabilities = z.object({
  model: z.string(),
  /** The model that said it answered; null when it did not say. */
  modelReported: z.string().nullable(),
  latencyMs: z.number(),
  /** Log-probabilities of the answer's tokens. */
  logprobs: Found,
  /** Alternatives that it lists at a token; null without log-probabilities. */
  alternatives: z.number().nullable(),
  /** Several samples in one request. */
  n: Found,
  /** The same seed, twice the same answer; "unknown" where it is taken and cannot be told from luck. */
  seed: Found,
  /** A message of the system's role. */
  systemRole: Found,
  /** Says how probable a given text is (echo); completions alone. */
  scoring: Found,
  /** Says how many tokens a call took. */
  usage: Found,
  /** Tokens of prompt and answer together; null when it does not say. */
  contextTokens: z.number().nullable(),
});
export type Capabilities = z.infer<typeof Capabilities>;
