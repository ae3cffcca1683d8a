import type { Capabilities, EndpointLimits, ProviderChoice } from "./endpoint-schema";
import type { RunSampling } from "./run-schema";

/** The order in which a judge sees the two responses: AB lists response A first. */
export type PromptOrder = "AB" | "BA";

/** Whether a question asks for the better or the worse response. */
export type Polarity = "BETTER" | "WORSE";

/** The templates that Concord brings. */
export type TemplateName =
  | "rlaif-base"
  | "rlaif-detailed"
  | "helpful-base"
  | "helpful-detailed"
  | "harmless-base"
  | "harmless-detailed"
  | "summary-base"
  | "summary-detailed"
  | "constitutional"
  | "score-helpful"
  | "score-harm"
  | "score-summary";

/** What a template has its judge do: name one of two responses, by the criterion or by a principle, or score one response by itself. */
export type TemplateKind = "pairwise" | "multiple-choice" | "score";

/** The text of a judge's prompt, with places in double braces. */
export interface JudgeTemplate {
  kind: TemplateKind;
  /** Which response the text asks for: the better one, the worse one, or what the criterion asks of people. */
  asks: "criterion" | "better" | "worse";
  preamble: string;
  sample: string;
  /** Asks for reasoning, where the version has a chain of thought. */
  reasoning: string;
  ending: string;
  /** How an example's answer is written after its ending: "{{answer}}". */
  answer: string;
}

/** The parts of a call: the answer, and the reasoning that comes before it in a chain of thought. */
export type CallStep = "RATIONALE" | "VERDICT";

/** A comparison of the project as the editor's fields of an example. */
export interface ComparisonAsExample {
  comparisonId: string;
  conversation: string;
  responseA: string;
  responseB: string;
  /** What people say together; null when they say nothing, or are even. */
  preference: "A" | "B" | null;
}

/** How a verdict was read. "sampled": the answer itself, one of several. */
export type VerdictMethod = "logprobs" | "truncated" | "sampled" | "parsed" | "invalid";

/** One call's verdict. */
export interface Verdict {
  method: VerdictMethod;
  /** Probability in [0, 1] that the response listed first is meant; null when the answer could not be read, and for a direct judge. */
  probabilityFirst: number | null;
  /** Of a direct judge: what the response gets, 1 to 10; null when it could not be read, and for other judges. */
  score: number | null;
  /** Probability mass on the answer tokens, in [0, 1]; null without log-probabilities. */
  coverage: number | null;
}

/** An endpoint in a list. Its key is never part of it. */
export interface EndpointEntry {
  id: string;
  name: string;
  provider: ProviderChoice;
  baseUrl: string;
  hasKey: boolean;
  /** The key's last four characters; null for a short key or none. */
  keyLast4: string | null;
  /** Judge versions that use it. */
  versions: number;
  /** Over all runs and servers. */
  limits: EndpointLimits;
  /** The model of the newest judge version that uses it; null without any. */
  lastModel: string | null;
  /** What the last connection test found; null before the first. */
  capabilities: Capabilities | null;
  testedAt: string | null;
}

/** A piece of a prompt: the template's own words, or what fills one of its places. */
export interface PromptPart {
  text: string;
  isFilled: boolean;
}

/** A judge version in the list of judges, with what it has done. */
export interface JudgeEntry {
  judgeId: string;
  name: string;
  versionId: string;
  version: number;
  isLatest: boolean;
  model: string;
  endpoint: string;
  runs: number;
  /** The run that is not finished, if there is one. */
  openRun: { id: string; state: "RUNNING" | "PAUSED" } | null;
  labels: number;
  /** Labels whose verdict could not be read. */
  invalid: number;
  /** Labels with both orders readable, and those of them whose orders name the same response. */
  bothOrders: number;
  consistent: number;
  /** Readable calls with a preference, and those of them that name the response listed first. */
  decided: number;
  first: number;
  calls: number;
  tokensIn: number;
  tokensOut: number;
  /** Null when no call has a known cost. */
  costMicroDollars: number | null;
  /** Mean of one call; null without calls. */
  latencyMs: number | null;
  /** Mean probability mass on the answer tokens, in [0, 1]; null without log-probabilities. */
  coverage: number | null;
}

/** A baseline: a rule without a model. */
export interface BaselineEntry {
  rule: "longer" | "first";
  name: string;
  about: string;
  labels: number;
  /** Comparisons × criteria that it has not labelled. */
  missing: number;
}

/** A judge that was put aside. */
export interface ArchivedJudge {
  id: string;
  name: string;
  versions: number;
  archivedAt: string;
}

/** A change between two versions of a judge, in words. */
export interface SettingChange {
  setting: string;
  before: string;
  after: string;
}

/** A run in a judge's list. */
export interface RunEntry {
  id: string;
  state: RunStateName;
  version: number;
  criterion: string;
  round: string | null;
  sampling: RunSampling;
  comparisons: number;
  calls: number;
  answered: number;
  failed: number;
  createdAt: string;
  finishedAt: string | null;
}

export type RunStateName = "RUNNING" | "PAUSED" | "CANCELLED" | "DONE";

/** What one kind of error did to a run. */
export interface RunError {
  kind: string;
  /** What it means, in a few words. */
  title: string;
  /** Tries that ended so. */
  attempts: number;
  /** Calls whose last try ended so and that are tried again, and those that are given up. */
  waiting: number;
  failed: number;
  /** When the next of them is tried; null when none is. */
  nextAt: string | null;
  lastAt: string;
  /** The last one's sentence. */
  message: string;
  /** What the endpoint wrote then; null when it wrote nothing, or for who may not see it. */
  endpointText: string | null;
  /** Some of the comparisons. */
  comparisons: readonly { id: string; name: string }[];
}

/** Calls beyond one for each answer that is kept. */
export interface ExtraCalls {
  /** Answered after another server had taken them over. */
  answeredTwice: number;
  /** Open when a server stopped: nobody knows whether they were answered, and charged for. */
  lost: number;
  newest: readonly {
    isLost: boolean;
    at: string;
    costMicroDollars: number | null;
    comparison: { id: string; name: string };
  }[];
}

/** Everything that the page of a run shows, and its command prints. */
export interface RunProgress {
  id: string;
  state: RunStateName;
  pauseReason: string | null;
  judge: { id: string; name: string; version: number; versionId: string };
  criterion: string;
  round: { id: string; name: string } | null;
  sampling: RunSampling;
  concurrency: number;
  /** Comparisons in its scope, without those left out. */
  comparisons: number;
  /** Comparisons that were left out, being few-shot examples of the judge. */
  excludedExamples: number;
  createdAt: string;
  finishedAt: string | null;
  calls: { total: number; answered: number; failed: number; waiting: number; inFlight: number };
  /** Calls answered a minute, over the last minute; null when there were none. */
  perMinute: number | null;
  secondsLeft: number | null;
  tokensIn: number;
  tokensOut: number;
  /** Calls made, failed ones too, and those of them that may have been charged for without a known cost. */
  attempts: number;
  uncosted: number;
  /** Null when the judge has no price. */
  costMicroDollars: number | null;
  costToComeMicroDollars: number | null;
  capMicroDollars: number | null;
  capCalls: number | null;
  /** Its requests leave as a file. */
  isBatch: boolean;
  extra: ExtraCalls;
  /** Answers of this run that could not be read as a verdict, and the newest of them. */
  unreadable: { calls: number; example: { comparisonId: string; text: string } | null };
  errors: readonly RunError[];
}

/** What is estimated of a run, each for all its calls together. */
export interface RunSums {
  tokensIn: number;
  tokensOut: number;
  /** Null without a price. */
  costMicroDollars: number | null;
  /** Null before anything like it was measured. */
  seconds: number | null;
}

/** What a run would do. */
export interface RunEstimate extends RunSums {
  /** Comparisons of the sample. */
  comparisons: number;
  /** Comparisons that would be left out, being few-shot examples of the judge. */
  excludedExamples: number;
  /** Calls to be made, and those that this version has answered before. */
  calls: number;
  answered: number;
  /** What it should not fall below and not rise above. */
  low: RunSums;
  high: RunSums;
  /** Calls at once. */
  concurrency: number;
  /** How it was estimated: from that many calls of this version or of its model, or from the texts when 0. */
  measuredCalls: number;
  measuredOn: "version" | "model" | "texts";
  /** In one sentence for people, with what the range means. */
  basis: string;
}

/** The exact prompts of one call, in the order of its steps. */
export interface PromptPreview {
  comparison: { id: string; name: string; previousId: string | null; nextId: string | null };
  order: PromptOrder;
  /** The one that the call is asked by; null when it has none of its own. */
  principle: { id: string; key: string } | null;
  /** Those that this comparison is judged by. */
  principles: readonly { id: string; key: string }[];
  steps: readonly PromptStep[];
}

/** What the editor shows of settings that are not saved yet. */
export interface DraftPreview {
  criteria: readonly { id: string; key: string }[];
  /** The one that is asked; null while the project has none. */
  criterionId: string | null;
  /** Null while the settings are wrong, and while the project has no comparison. */
  preview: PromptPreview | null;
  /** What is wrong, by the names of the form's fields, and `comparison` for the one that was named. */
  fields: Readonly<Record<string, string>>;
}

/** The prompt of one step. */
export interface PromptStep {
  step: CallStep;
  messages: readonly { role: "system" | "user" | "assistant"; parts: readonly PromptPart[] }[];
  /** Null while the rationale that stands in it is not written. */
  hash: string | null;
  characters: number;
}

/** The constitution of a judge version. */
export interface JudgeConstitution {
  id: string;
  name: string;
  version: number;
  principles: readonly { id: string; key: string; preferenceText: string }[];
}

/** What a judge version has said about one comparison. */
export interface ComparisonVerdicts {
  /** Null while a call of it is missing. */
  label: {
    answer: string;
    score: number | null;
    /** P(B is better), in [0, 1], before any clamp and after it. */
    probabilityB: number | null;
    probabilityBClamped: number | null;
    orderConsistent: boolean | null;
  } | null;
  /** Each order scores one response: AB response A, BA response B. */
  isDirect: boolean;
  /** In the constitution's order; one without a principle where the version has none. */
  principles: readonly {
    principle: { id: string; key: string; preferenceText: string } | null;
    /** P(B is better), in [0, 1]; null when an order could not be read. */
    probabilityB: number | null;
    byOrder: Readonly<Partial<Record<PromptOrder, number>>>;
    samples: readonly VerdictSample[];
  }[];
}

/** One answer of a judge, with the reasoning before it. */
export interface VerdictSample {
  id: string;
  order: PromptOrder;
  sampleIndex: number;
  rawText: string;
  method: string;
  probabilityFirst: number | null;
  score: number | null;
  rationale: string | null;
}

/** What a run can be about. */
export interface RunTargets {
  /** Comparisons that are not withdrawn. */
  comparisons: number;
  criteria: readonly { id: string; key: string; question: string }[];
  rounds: readonly { id: string; number: number; name: string; comparisons: number }[];
  /** The newest imports, models of responses, and what the file said of comparisons ("category=code"). */
  imports: readonly { id: string; fileName: string }[];
  models: readonly string[];
  metadata: readonly string[];
}

/** An AI annotator whose labels came with a file. */
export interface ImportedJudge {
  annotatorId: string;
  name: string;
  labels: number;
  /** Verdicts that the file says could not be read. */
  invalid: number;
  /** The files that they came with. */
  files: string[];
}

/** What became of an answers file of a provider's batch. */
export interface ImportedAnswers {
  lines: number;
  /** Answers that were stored, and those that were there before. */
  stored: number;
  known: number;
  /** Calls that the file says have failed. */
  failed: number;
  /** Lines that could not be taken; some of them. */
  refusedCount: number;
  refused: { line: number; reason: string }[];
}

/** How a judge's two prompt orders compare. */
export interface PositionCounts {
  /** Comparisons answered in both orders. */
  both: number;
  /** Those on which both orders name the response listed first, or both the one listed second. */
  first: number;
  second: number;
  /** The place that decides more often than chance allows. */
  bias: "first" | "second" | null;
}
