import type { RunStateName } from "@/lib/judges/types";
import type { StepKind } from "./chain/next-step";

/** A run of critique and revision in a list. */
export interface RevisionRunEntry {
  id: string;
  name: string;
  state: RunStateName;
  model: string;
  endpoint: string;
  constitution: { id: string; name: string; version: number };
  revisions: number;
  chains: number;
  /** Chains that have all their steps. */
  whole: number;
  failed: number;
  createdAt: string;
}

/** What one kind of error did to a run. */
export interface RevisionError {
  kind: string;
  /** What it means, in a few words. */
  title: string;
  /** Tries that ended so. */
  attempts: number;
  /** Chains whose last try ended so and that are tried again, and those that are given up. */
  waiting: number;
  failed: number;
  lastAt: string;
  /** The last one's sentence. */
  message: string;
  /** What the endpoint wrote then; null when it wrote nothing, or for who may not see it. */
  endpointText: string | null;
  /** Places of some of the chains. */
  chains: readonly number[];
}

/** Everything that the head of a run's page shows. */
export interface RevisionProgress {
  id: string;
  name: string;
  state: RunStateName;
  pauseReason: string | null;
  model: string;
  endpoint: string;
  constitution: { id: string; name: string; version: number };
  revisions: number;
  createdAt: string;
  finishedAt: string | null;
  concurrency: number;
  chains: { total: number; whole: number; failed: number; waiting: number; inFlight: number };
  /** Texts that are to be made, and those that are. */
  steps: { total: number; made: number };
  /** Texts a minute, over the last minute; null when there were none. */
  perMinute: number | null;
  secondsLeft: number | null;
  attempts: number;
  tokensIn: number;
  tokensOut: number;
  /** Null when no attempt has a known cost. */
  costMicroDollars: number | null;
  costToComeMicroDollars: number | null;
  capMicroDollars: number | null;
  capCalls: number | null;
  errors: readonly RevisionError[];
}

/** A step as a reviewer sees it. */
export interface StepView {
  id: string;
  kind: StepKind;
  /** From 1; 0 for the first response. */
  revision: number;
  principle: { key: string; request: string } | null;
  /** What the model wrote, as it stands in the chain. */
  text: string;
  /** What a person wrote instead; null unless edited. */
  editedText: string | null;
  /** The model came to the end of its tokens. */
  isCut: boolean;
  review: "WAITING" | "ACCEPTED" | "EDITED" | "REJECTED";
  reviewer: string | null;
  tokensOut: number | null;
  /** Words of a revision beside the text that it was made from; null for other steps, and where there are too many. */
  changes: readonly { kind: "same" | "added" | "gone"; text: string }[] | null;
  /** Later steps were made before a person reviewed this one: from what the model wrote. They stay as they are. */
  isBuiltOn: boolean;
}

/** A chain with its prompt and its steps in their order. */
export interface ChainView {
  id: string;
  /** From 1. */
  place: number;
  chains: number;
  state: "WAITING" | "LEASED" | "DONE" | "FAILED";
  error: { title: string; message: string } | null;
  conversation: readonly { role: string; content: string }[];
  /** The response that it began with; null where the model wrote it. */
  original: string | null;
  steps: readonly StepView[];
}

/** A chain in the list of a run. */
export interface ChainRow {
  place: number;
  excerpt: string;
  state: ChainView["state"];
  steps: number;
  reviewed: number;
  rejected: number;
  edited: number;
  /** The last text is the first one, to the letter. */
  isUnchanged: boolean;
}

interface Sums {
  tokensIn: number;
  tokensOut: number;
  /** Null without a price. */
  costMicroDollars: number | null;
}

/** Tokens and cost of all calls of a run. */
export interface RevisionSums extends Sums {
  /** "model": from steps of the model that were made before. "sizes": what it should not rise above, from the sizes of the texts. */
  from: "model" | "sizes";
  measuredSteps: number;
  /** What it should not rise above. */
  high: Sums;
}

/** What a run of the form would come to. */
export interface RevisionEstimate {
  /** Null while the form is wrong. */
  estimate:
    | (RevisionSums & {
        chains: number;
        /** Beginnings that would be left out because an example is about them. */
        examples: number;
        /** If none has to be made again. */
        calls: number;
      })
    | null;
  /** What stands against the start, by the names of the form's fields. */
  fields: Readonly<Record<string, string>>;
}
