import type { LabelAnswer, Polarity } from "@/lib/labels/types";
import type { SafeHtml } from "@/lib/markdown/types";
import type { StoredRatings } from "@/lib/ratings/schema";

/** Whoever labels, as pages name them. */
export interface AnnotatorName {
  id: string;
  name: string;
  kind: "HUMAN" | "AI" | "BASELINE";
  /** The judge and version behind it, null for people, baselines and names that came with a file. */
  judge: { id: string; name: string; version: number } | null;
}

/** One message of a prompt. */
export interface PromptMessage {
  role: string;
  content: string;
}

/** One of the two responses. */
export interface ResponseView {
  text: string;
  model: string | null;
  /** Characters. */
  length: number;
}

/** One label with everything that is known of it. */
export interface LabelView {
  id: string;
  annotator: AnnotatorName;
  criterionId: string;
  answer: LabelAnswer;
  /** −4 to +4, positive for B; null unless a preference. */
  score: number | null;
  /** False: only the side is known. */
  strengthKnown: boolean;
  /** In [0, 1], before any clamp. */
  probabilityB: number | null;
  probabilityBClamped: number | null;
  orderConsistent: boolean | null;
  callCount: number | null;
  rationale: string | null;
  /** The rationale as it was meant, in Markdown. */
  rationaleHtml: SafeHtml | null;
  reason: string | null;
  /** How sure the annotator was, 1 to 5, where it was asked. */
  confidence: number | null;
  /** Of each response by itself, where it was asked. */
  ratings: StoredRatings | null;
  /** Active milliseconds. */
  durationMs: number | null;
  idleMs: number | null;
  round: { id: string; number: number; name: string } | null;
  /** From 0; above 0 the comparison was shown again. */
  repeatIndex: number;
  guidelineVersion: number | null;
  /** True: B stood on the left. Null where it was not shown on a screen. */
  presentedSwapped: boolean | null;
  submittedAt: string;
}

/** What a label said at one moment of its history. */
export interface LabelMoment {
  answer: LabelAnswer;
  score: number | null;
  confidence: number | null;
  ratings: StoredRatings | null;
  rationale: string | null;
  reason: string | null;
}

/** One entry of the append-only history. */
export interface LabelEventView {
  id: string;
  labelId: string;
  annotator: AnnotatorName;
  kind: "SUBMIT" | "CHANGE" | "UNDO" | "IMPORT" | "JUDGE";
  before: LabelMoment | null;
  after: LabelMoment | null;
  receivedAt: string;
}

/** One answered request to a model. */
export interface JudgeCallView {
  id: string;
  annotator: { id: string; name: string; version: number };
  criterionId: string;
  /** AB: response A was listed first. */
  order: "AB" | "BA";
  step: "VERDICT" | "RATIONALE";
  /** The one that it was asked by; null: none of its own. */
  principle: { id: string; key: string; preferenceText: string } | null;
  sampleIndex: number;
  rawText: string;
  finishReason: string | null;
  /** Probability that the response listed first is meant, in [0, 1]; null when the verdict could not be read. */
  probabilityFirst: number | null;
  /** Probability mass on the answer tokens, in [0, 1]; null without log-probabilities. */
  coverage: number | null;
  /** Of a direct judge: what the response gets, 1 to 10. */
  score: number | null;
  method: string;
  modelReported: string | null;
  tokensIn: number | null;
  tokensOut: number | null;
  costMicroDollars: number | null;
  latencyMs: number;
  createdAt: string;
}

/** One request that brought no answer. */
export interface FailedAttemptView {
  id: string;
  judge: { id: string; name: string; version: number } | null;
  order: "AB" | "BA" | null;
  outcome: string;
  httpStatus: number | null;
  message: string | null;
  latencyMs: number;
  createdAt: string;
}

/** An annotator's word about a comparison: broken, sensitive, private data. */
export interface FlagView {
  id: string;
  annotator: AnnotatorName | null;
  kind: string;
  note: string;
  createdAt: string;
  resolvedAt: string | null;
}

/** A named person's final answer. */
export interface AdjudicationView {
  id: string;
  criterionId: string;
  userId: string;
  name: string;
  answer: LabelAnswer;
  score: number | null;
  rationale: string;
  /** They asked that somebody else answers too. */
  wantsSecond: boolean;
  createdAt: string;
}

/** One criterion of the project. */
export interface CriterionView {
  id: string;
  key: string;
  question: string;
  polarity: Polarity;
}

/** One comparison with all that is known of it. For researchers: it names models and everyone's labels. */
export interface ComparisonView {
  id: string;
  externalId: string | null;
  prompt: PromptMessage[];
  a: ResponseView;
  b: ResponseView;
  clusterKey: string;
  turnIndex: number | null;
  metadata: Record<string, unknown>;
  /** Remarks of the importer. */
  remarks: string[];
  dataset: { id: string; fileName: string; format: string } | null;
  /** From 1. */
  sourceRow: number | null;
  withdrawnAt: string | null;
  withdrawnFor: string | null;
  createdAt: string;
  rounds: { id: string; number: number; name: string; selectionReason: string }[];
  criteria: CriterionView[];
  labels: LabelView[];
  history: LabelEventView[];
  calls: JudgeCallView[];
  failedAttempts: FailedAttemptView[];
  flags: FlagView[];
  adjudications: AdjudicationView[];
}

/** A comparison in a list: enough to recognise it and to see who said what. */
export interface ListedComparison {
  id: string;
  externalId: string | null;
  /** The beginning of the last thing that a person said in the prompt, one line. */
  excerpt: string;
  /** How many messages stand before it. */
  earlierMessages: number;
  models: [string | null, string | null];
  withdrawn: boolean;
  labels: ListedLabel[];
}

/** A label as a list shows it. */
export interface ListedLabel {
  annotatorId: string;
  name: string;
  kind: "HUMAN" | "AI" | "BASELINE";
  answer: LabelAnswer;
  score: number | null;
}
