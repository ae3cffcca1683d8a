/** One message to a model. */
export interface ChatMessage {
  role: "system" | "user" | "assistant";
  content: string;
}

/** What is asked of a model. */
export interface CompletionRequest {
  messages: readonly ChatMessage[];
  maxTokens: number;
  /** Null leaves it to the endpoint: some models refuse any other value than their own. */
  temperature: number | null;
  /** In (0, 1]; left out or null leaves it to the endpoint. */
  topP?: number | null;
  seed: number | null;
  /** How many alternatives to ask for at each token, 0 to 20; 0 asks for no log-probabilities. */
  topLogprobs: number;
  /** The name of the limit: newer models of one provider refuse the older name, most servers know only the older one. */
  maxTokensField: "max_tokens" | "max_completion_tokens";
  /** Answers in one request, 1 if left out; only the first is read, the others are counted. */
  choices?: number;
  /** Texts at which the model stops writing; they are no part of the answer. */
  stop?: readonly string[];
  /**
   * Texts whose log-probability is wanted as what follows the prompt, such as " (A)" and " (B)": a base model on a completions endpoint is
   * not asked to write then. The answer holds them as the alternatives of one position. Other providers write as ever.
   */
  candidates?: readonly string[];
}

/** A token and the natural logarithm of its probability, at most 0. */
export interface TokenLogprob {
  token: string;
  logprob: number;
}

/** One written token with the alternatives to it, most probable first. */
export interface TokenPosition extends TokenLogprob {
  alternatives: readonly TokenLogprob[];
}

/** A whole answer of a model. */
export interface Completion {
  /** "" if the model wrote nothing. */
  text: string;
  /** "stop", "length", "content_filter", …, as the endpoint says it. */
  finishReason: string | null;
  /** Null when the endpoint gave no log-probabilities, or gave some that cannot be true. */
  positions: readonly TokenPosition[] | null;
  tokensIn: number | null;
  tokensOut: number | null;
  /** The model that the endpoint says has answered. */
  model: string | null;
  /** Answers that came in it; left out where the protocol has only one. */
  choices?: number;
  latencyMs: number;
}

/** A model behind an endpoint. Each call is one request: retries are the caller's, who records them. */
export interface Model {
  /** @throws ModelError, always of one of its kinds. */
  complete(request: CompletionRequest, signal?: AbortSignal): Promise<Completion>;
}
