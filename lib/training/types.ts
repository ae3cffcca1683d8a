import type { GoldVerdict } from "@/lib/gold/types";
import type { Click, PersonAnswer } from "@/lib/labels/types";
import type { SafeHtml } from "@/lib/markdown/types";

/** How a person stands in their latest try at a training round. */
export interface TrainingStanding {
  /** From 1. */
  attempt: number;
  total: number;
  done: number;
  /** Comparisons answered as the gold says, on every criterion that has gold. */
  right: number;
  /** In [0, 1]: the share that passes. */
  passMark: number;
  /** Null until every comparison is answered. */
  passed: boolean | null;
}

/** What `GET /api/rounds/{round}/training` answers. */
export interface TrainingState {
  standing: TrainingStanding;
  /** The person's open rounds that ask for this training. */
  opens: { id: string; name: string }[];
}

/** The gold answer of one question beside a person's own, in the terms of their screen. */
export interface CriterionFeedback {
  criterionId: string;
  verdict: GoldVerdict;
  answer: PersonAnswer;
  /** Only with PREFERENCE. */
  click: Click | null;
  /** The researcher's explanation; null without one. */
  explanation: SafeHtml | null;
}

/** What `GET /api/rounds/{round}/feedback` answers, once a person's own answer is stored. */
export interface Feedback {
  criteria: CriterionFeedback[];
  standing: TrainingStanding;
}

/** A person's standing, for researchers. */
export interface MemberStanding {
  annotatorId: string;
  name: string;
  standing: TrainingStanding;
}
