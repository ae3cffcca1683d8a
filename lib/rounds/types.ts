import type { LineChange } from "@/lib/guidelines/types";
import type { Click, PersonAnswer, Polarity, Scale, WithdrawnLabels } from "@/lib/labels/types";
import type { SafeHtml } from "@/lib/markdown/types";
import type { AskedLabelling } from "@/lib/projects/labelling-schema";
import type { PlacedRatings } from "@/lib/ratings/types";

/** TRAINING: gold comparisons with the answer told after each; its labels are no data. */
export type RoundKind = "LABELLING" | "TRAINING";

/** PLANNED: who labels what is drawn when the round opens. ON_DEMAND: comparisons are reserved as people ask for them. */
export type Dealing = "PLANNED" | "ON_DEMAND";

export type RoundState = "DRAFT" | "OPEN" | "PAUSED" | "CLOSED";

/** A question of a round as its annotators see it. */
export interface AskedCriterion {
  id: string;
  key: string;
  question: string;
  polarity: Polarity;
  /** The word of every button and spoken answer: "better", "more harmful", "worse". */
  comparative: string;
  /** Asked before the next comparison may come. */
  required: boolean;
}

/** One turn of a prompt, rendered by `lib/markdown`; the HTML is safe to show. */
export interface QueueTurn {
  /** "system", "user", "assistant" or "tool". */
  role: string;
  html: SafeHtml;
}

/** What a person answered before, in the terms of their own screen. */
export interface OwnAnswer {
  criterionId: string;
  answer: PersonAnswer;
  /** Only with PREFERENCE. */
  click: Click | null;
  reason: string | null;
  rationale: string | null;
  /** 1 to 5, where the round asks. */
  confidence: number | null;
  /** Where the round asks; with the answer to its first question. */
  ratings: PlacedRatings | null;
}

/**
 * One comparison as put before one person: nothing here tells which response is which, who else labelled it or what a judge said.
 * The token goes back with every label of it.
 */
export interface QueueItem {
  /** Opaque and stable; for lists and for the address. */
  key: string;
  token: string;
  /** Place in the person's round, from 1; "comparison 12 of 40". */
  place: number;
  /** What their comparisons are ordered by. Unlike places, it stays when one before it is withdrawn or goes to somebody else. */
  order: number;
  prompt: QueueTurn[];
  leftHtml: SafeHtml;
  rightHtml: SafeHtml;
  /** The responses as they are written, where the round lets people edit them. */
  source?: { left: string; right: string };
  answers: OwnAnswer[];
}

/** How far a person is in a round. */
export interface OwnProgress {
  /** Done and left. */
  total: number;
  done: number;
  /** What waits for them and, where comparisons are dealt on demand, what they may still get. */
  left: number;
  /** Comparisons that others have reserved and that come to this person if those run out of time. */
  mayReturn: number;
  /** Labelled today, by the server's day in UTC. */
  today: number;
  /** Median active seconds a comparison; null before the first. */
  medianSeconds: number | null;
}

/** What a person has to do before the next comparison. */
export type QueueGate =
  /** Agree to what the project says first; `isChanged`: they agreed to an earlier text. */
  | { kind: "consent"; hash: string; warning: SafeHtml | null; consent: SafeHtml | null; isChanged: boolean }
  /** Read these guidelines; `before`: the version they read last, and what changed since (null where the texts are too unlike). */
  | { kind: "guidelines"; version: number; html: SafeHtml; before: { version: number; changes: LineChange[] | null } | null }
  /** Pass this training; `isOpen`: they are in it and it takes answers. */
  | { kind: "training"; roundId: string; name: string; isOpen: boolean; hasFailed: boolean };

/** What stays the same while a round is open. */
export interface QueueRound {
  id: string;
  number: number;
  name: string;
  state: RoundState;
  kind: RoundKind;
  projectName: string;
  scale: Scale;
  criteria: AskedCriterion[];
  guidelines: { version: number; html: SafeHtml } | null;
  /** What is asked beside the preference. */
  labelling: AskedLabelling;
}

/** What `GET /api/rounds/{round}/queue` answers: the next open comparisons of the person who asks. */
export interface Queue {
  round: QueueRound;
  /** Set: nothing is served before that is done. */
  gate: QueueGate | null;
  progress: OwnProgress;
  items: QueueItem[];
  /** Give it as `after` to get what follows; null when these are the last. What follows may not be there yet: ask again. */
  next: number | null;
}

/** What `GET /api/rounds/{round}/labels` answers: the person's own labelled comparisons, the latest first. */
export interface OwnLabels {
  items: QueueItem[];
  /** Give it as `after` to get earlier ones; null when these are all. */
  next: number | null;
}

/** One comparison in the list of a person's own answers. */
export interface OwnAnswerEntry {
  key: string;
  /** Opens it again. */
  token: string;
  place: number;
  /** The beginning of what was asked. */
  excerpt: string;
  answers: OwnAnswer[];
  /** At least one answer was changed after it was given. */
  isChanged: boolean;
  answeredAt: string;
}

/** What `GET /api/rounds/{round}/answers` answers: the comparisons that the person has answered, the latest in their queue first. */
export interface OwnAnswers {
  entries: OwnAnswerEntry[];
  /** Of all that fit the filters. */
  total: number;
  /** Give it as `after` to get earlier ones; null when these are all. */
  next: number | null;
}

/** A round in which a person labels. */
export interface OwnRound {
  id: string;
  number: number;
  name: string;
  state: RoundState;
  kind: RoundKind;
  projectName: string;
  projectSlug: string;
  progress: OwnProgress;
  /** Of a training: whether the latest try passed; null until all of it is answered, and of other rounds. */
  passed: boolean | null;
}

/** One person's progress, for researchers. */
export interface MemberProgress {
  annotatorId: string;
  name: string;
  /** What researchers call some of the people, such as "experts". */
  group: string | null;
  /** Comparisons that they may label; null for no limit. */
  limit: number | null;
  total: number;
  done: number;
  /** What waits for them; on demand, what they have reserved. */
  left: number;
  today: number;
  /** Of what is done, what came after its reservation had run out and somebody else had taken the place. */
  extras: number;
  skips: number;
  medianSeconds: number | null;
  lastLabelAt: string | null;
  removed: boolean;
  /** Whether they labelled or fetched in the last minutes. */
  isAtWork: boolean;
  /** One count for each of the round's days. */
  days: number[];
  /** When they are done at their present pace; null without one, and on demand, where nobody's part is fixed. */
  finishAt: string | null;
}

/** What `GET /api/rounds/{round}/progress` answers. What people answered is not in it. */
export interface RoundProgress {
  state: RoundState;
  dealing: Dealing;
  total: number;
  done: number;
  /** Labelled beside the overlap. */
  extras: number;
  /** Labels that nobody has and nobody has reserved. */
  open: number;
  /** Given on comparisons that are withdrawn: in none of the numbers here. */
  withdrawn: WithdrawnLabels;
  lastLabelAt: string | null;
  /** "2026-11-25" in UTC: the last fourteen, up to the last label of a closed round. */
  days: string[];
  /** Comparisons in 24 hours at present; null when nothing was done for a week. */
  pace: number | null;
  /** When the round is done at that pace. */
  finishAt: string | null;
  members: MemberProgress[];
}

/** A round in the list of its project. */
export interface RoundEntry {
  id: string;
  number: number;
  name: string;
  state: RoundState;
  kind: RoundKind;
  dealing: Dealing;
  overlap: number;
  /** Of a draft: what it will take, as far as is known now. */
  comparisons: number;
  people: number;
  /** Those that are dealt out and those that nobody has yet; of a draft, what opening it will make. */
  assignments: number;
  done: number;
  /** Labelled beside the overlap: reservations that had run out, and whose labels came after all. */
  extras: number;
  medianSeconds: number | null;
  lastLabelAt: Date | null;
}
