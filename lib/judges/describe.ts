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
    { setting: "Asks for", value: asksWords(template.asks) },
    { setting: "Answers", value: `${answers.first} or ${answers.second}` },
    { setting: "Orders", value: spec.orders === "both" ? "both, AB and BA" : `${spec.orders} alone` },
    { setting: "Soft label", value: softWords(spec) },
    { setting: "Tie", value: spec.tieBand === 0 ? "at p = 0.5 alone" : `p within ${spec.tieBand} of 0.5` },
    { setting: "Orders that contradict", value: CONTRADICTION[spec.onContradiction] },
    { setting: "Temperature", value: spec.temperature === null ? "the endpoint's own" : String(spec.temperature) },
    { setting: "Seed", value: spec.seed === null ? "none" : String(spec.seed) },
    { setting: "Answer length", value: `at most ${spec.maxTokens} tokens` },
    { setting: "Preamble", value: spec.preambleAsSystem ? "a system message" : "part of the one message" },
    { setting: "Hardening", value: spec.hardening === "on" ? "on: texts between delimiters" : "off: the prompt to the letter" },
    { setting: "Limits", value: `${limits.concurrency} at once, ${limits.timeoutSeconds} s a call, ${limits.attempts} tries` },
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
  for (const part of ["preamble", "sample", "ending"] as const) {
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

const CONTRADICTION: Readonly<Record<JudgeSpec["onContradiction"], string>> = {
  average: "averaged, and counted",
  tie: "a tie, and counted",
  none: "no label (unsettled), and counted",
};

function asksWords(asks: JudgeSpec["template"]["asks"]): string {
  if (asks === "criterion") return "what the criterion asks";
  return asks === "worse" ? "the worse response, turned round once" : "the better response";
}

function softWords({ softLabel, topLogprobs, minCoverage }: JudgeSpec): string {
  if (softLabel === "parsed") return "the parsed answer";
  const least = minCoverage > 0 ? `, coverage of at least ${minCoverage}` : "";
  return `log-probabilities of the answer (top ${topLogprobs}${least}), else the parsed answer`;
}

function dollars(micro: number): string {
  return (micro / 1_000_000).toString();
}
