import type { ProviderName } from "./address";
import { createAnthropic } from "./anthropic";
import type { ModelOptions } from "./exchange";
import { createOpenAiCompatible } from "./openai-compatible";
import { createOpenAiCompletions } from "./openai-completions";
import type { Model } from "./types";

const CREATE: Readonly<Record<ProviderName, (options: ModelOptions) => Model>> = {
  OPENAI_COMPATIBLE: createOpenAiCompatible,
  OPENAI_COMPLETIONS: createOpenAiCompletions,
  ANTHROPIC: createAnthropic,
};

/** A model behind an endpoint of whichever provider. */
export function openProvider(provider: ProviderName, options: ModelOptions): Model {
  return CREATE[provider](options);
}
