import type { JudgeSpec } from "./schema";
import type { SettingChange } from "./types";

/** A judge version as far as its settings go. */
export interface DescribedVersion {
  model: string;
  endpoint: string;
  spec: JudgeSpec;
}

/** A version's settings in words: name and value, in the order in which people read them. */
export function describeVersion({ model, endpoint, spec }: DescribedVersion): { setting: string; value: string }[] {
  const { template, answers, limits, price } = spec;
  return [
    { setting: "Model", value: model },
    { setting: "Endpoint", value: endpoint },
    { setting: "Prompt", value: KINDS[template.kind] },
    { setting: "Asks for", value: asksWords(template.asks) },
    { setting: "Principles", value: principleWords(spec.constitution) },
    { setting: "Examples", value: spec.fewShot.length === 0 ? "none" : String(spec.fewShot.length) },
    { setting: "Chain of thought", value: thoughtWords(spec) },
    { setting: "Answers", value: template.kind === "score" ? "1 to 10" : `${answers.first} or ${answers.second}` },
    { setting: "Orders", value: spec.orders === "both" ? "both, AB and BA" : `${spec.orders} alone` },
    { setting: "Samples", value: sampleWords(spec) },
    { setting: "Soft label", value: softWords(spec) },
    { setting: "Clamp", value: spec.clamp === null ? "none" : `${spec.clamp.low} to ${spec.clamp.high}, the raw one kept` },
    { setting: "Tie", value: spec.tieBand === 0 ? "at p = 0.5 alone" : `p within ${spec.tieBand} of 0.5` },
    { setting: "Orders that contradict", value: CONTRADICTION[spec.onContradiction] },
    { setting: "Temperature", value: spec.temperature === null ? "the endpoint's own" : String(spec.temperature) },
    { setting: "Top-p", value: spec.topP === null ? "the endpoint's own" : String(spec.topP) },
    { setting: "Seed", value: spec.seed === null ? "none" : String(spec.seed) },
    { setting: "Answer length", value: `at most ${spec.maxTokens} tokens` },
    { setting: "Preamble", value: spec.preambleAsSystem ? "a system message" : "part of the one message" },
    { setting: "Hardening", value: spec.hardening === "on" ? "on: texts between delimiters" : "off: the prompt to the letter" },
    { setting: "Limits", value: `${limits.concurrency} at once, ${limits.timeoutSeconds} s a call, ${limits.attempts} tries` },
    { setting: "Context", value: limits.contextTokens === null ? "not known" : `${limits.contextTokens} tokens` },
    {
      setting: "Price",
      value:
        price === null
          ? "not set"
          : `$${dollars(price.inputMicroDollarsPerMillion)} in, $${dollars(price.outputMicroDollarsPerMillion)} out, per million tokens`,
    },
  ];
}

/** What is different between two versions, in words; texts of the template are named, not repeated. */
export function describeChanges(before: DescribedVersion, after: DescribedVersion): SettingChange[] {
  const earlier = new Map(describeVersion(before).map(({ setting, value }) => [setting, value]));
  const changes = describeVersion(after)
    .filter(({ setting, value }) => earlier.get(setting) !== value)
    .map(({ setting, value }) => ({ setting, before: earlier.get(setting) ?? "", after: value }));
  for (const part of ["preamble", "sample", "reasoning", "ending", "answer"] as const) {
    const [old, now] = [before.spec.template[part], after.spec.template[part]];
    if (old !== now)
      changes.push({
        setting: `Template, ${part}`,
        before: `${old.length} characters`,
        after: `${now.length} characters, another text`,
      });
  }
  return changes;
}

const KINDS: Readonly<Record<JudgeSpec["template"]["kind"], string>> = {
  pairwise: "names one of two responses",
  "multiple-choice": "multiple choice by a principle",
  score: "scores each response by itself",
};

const CONTRADICTION: Readonly<Record<JudgeSpec["onContradiction"], string>> = {
  average: "averaged, and counted",
  tie: "a tie, and counted",
  none: "no label (unsettled), and counted",
};

function asksWords(asks: JudgeSpec["template"]["asks"]): string {
  if (asks === "criterion") return "what the criterion asks";
  return asks === "worse" ? "the worse response, turned round once" : "the better response";
}

function principleWords(constitution: JudgeSpec["constitution"]): string {
  if (constitution === null) return "none";
  const { name, version, use, principle, seed } = constitution;
  const from = `${name} v${version ?? "newest"}`;
  if (use === "random") return `one of ${from}, drawn for each comparison (seed ${seed})`;
  if (use === "ensemble") return `each of ${from} by itself, then their mean`;
  return use === "all" ? `all of ${from} in one prompt` : `${principle} of ${from}`;
}

function thoughtWords({ chainOfThought, rationaleTokens }: JudgeSpec): string {
  if (chainOfThought === "none") return "none";
  const where = chainOfThought === "two-step" ? "a rationale in the prompt" : "reasoning in the judge's own turn";
  return `${where}, at most ${rationaleTokens} tokens, then the answer`;
}

function sampleWords({ samples, aggregation }: JudgeSpec): string {
  if (samples === 1) return "1 of each call";
  return `${samples} of each call, ${aggregation === "vote" ? "share of votes" : "averaged"}`;
}

function softWords({ softLabel, topLogprobs, minCoverage, samples }: JudgeSpec): string {
  const answer = samples > 1 ? "the share of answers" : "the parsed answer";
  if (softLabel === "parsed") return answer;
  const least = minCoverage > 0 ? `, coverage of at least ${minCoverage}` : "";
  return `log-probabilities of the answer (top ${topLogprobs}${least}), else ${answer}`;
}

function dollars(micro: number): string {
  return (micro / 1_000_000).toString();
}
