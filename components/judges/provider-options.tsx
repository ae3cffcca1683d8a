import type { ProviderChoice } from "@/lib/judges/endpoint-schema";

const NAMES: Readonly<Record<ProviderChoice, string>> = {
  OPENAI_COMPATIBLE: "Chat completions (OpenAI, Azure, vLLM, llama.cpp, Ollama, LM Studio, gateways)",
  OPENAI_COMPLETIONS: "Completions, for base models (vLLM, llama.cpp)",
  ANTHROPIC: "Anthropic messages",
};

/** What a protocol is called in a table. */
export const SHORT_PROVIDER_NAMES: Readonly<Record<ProviderChoice, string>> = {
  OPENAI_COMPATIBLE: "Chat completions",
  OPENAI_COMPLETIONS: "Completions",
  ANTHROPIC: "Anthropic messages",
};

/** The protocols as choices of a field. */
export function ProviderOptions() {
  return Object.entries(NAMES).map(([value, name]) => (
    <option key={value} value={value}>
      {name}
    </option>
  ));
}
