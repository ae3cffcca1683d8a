/** The order in which a judge sees the two responses: AB lists response A first. */
export type PromptOrder = "AB" | "BA";

/** Whether a question asks for the better or the worse response. */
export type Polarity = "BETTER" | "WORSE";

/** The templates that Concord brings. */
export type TemplateName = "rlaif-base" | "rlaif-detailed" | "harmless-base" | "harmless-detailed";

/** The text of a judge's prompt, with places in double braces. */
export interface JudgeTemplate {
  /** Which response the text asks for: the better one, the worse one, or what the criterion asks of people. */
  asks: "criterion" | "better" | "worse";
  preamble: string;
  sample: string;
  ending: string;
}

/** How a verdict was read. */
export type VerdictMethod = "logprobs" | "truncated" | "parsed" | "invalid";

/** One call's verdict. */
export interface Verdict {
  method: VerdictMethod;
  /** Probability in [0, 1] that the response listed first is meant; null when the answer could not be read. */
  probabilityFirst: number | null;
  /** Probability mass on the answer tokens, in [0, 1]; null without log-probabilities. */
  coverage: number | null;
}

/** An endpoint in a list. Its key is never part of it. */
export interface EndpointEntry {
  id: string;
  name: string;
  baseUrl: string;
  hasKey: boolean;
  /** The key's last four characters; null for a short key or none. */
  keyLast4: string | null;
  /** Judge versions that use it. */
  versions: number;
}
