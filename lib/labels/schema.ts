import * as z from "zod";
import { PlacedRatings } from "@/lib/ratings/schema";
import type { LabelAnswer } from "./types";

/** How many labels one request may carry. */
export const LABELS_PER_REQUEST = 50;

const LONGEST_REASON = 500;
const LONGEST_RATIONALE = 10_000;
// Columns are 32-bit integers; 2^31 − 1 ms is 24 days on one comparison.
const Milliseconds = z.int().min(0).max(2_147_483_647);

const Text = (longest: number) =>
  z
    .string()
    .trim()
    .max(longest, `Write at most ${longest} characters.`)
    .refine((text) => !text.includes("\0") && text.isWellFormed(), "Contains a character that cannot be stored.");

const common = {
  /** Made by the sender, once for each decision; sent again, it changes nothing. */
  eventId: z.uuidv7(),
  /** From the queue: whose, which comparison, which side, under which versions. */
  token: z.string().min(1).max(400),
  criterionId: z.uuid(),
  /** When the person decided, by their own clock. */
  decidedAt: z.iso.datetime({ offset: true }),
};

const measured = {
  rationale: Text(LONGEST_RATIONALE).optional(),
  /** How sure the person is, where the round asks. */
  confidence: z.int().min(1).max(5).optional(),
  /** Of each response by itself, where the round asks; with its first question. */
  ratings: PlacedRatings.optional(),
  /** Milliseconds of activity, without, and with the page out of view. */
  durationMs: Milliseconds,
  idleMs: Milliseconds,
  // A page that was opened before this was measured sends none.
  hiddenMs: Milliseconds.optional(),
};

const Preference = z.discriminatedUnion("side", [
  z.strictObject({
    ...common,
    ...measured,
    answer: z.literal("PREFERENCE"),
    side: z.enum(["LEFT", "RIGHT"]),
    level: z.int().min(1).max(4),
  }),
  z.strictObject({ ...common, ...measured, answer: z.literal("PREFERENCE"), side: z.literal("TIE"), level: z.literal(0) }),
]);

/** One decision as the browser sends it: sides and levels, never responses. `UNDO` takes the person's answer back. */
export const SubmittedLabel = z.discriminatedUnion("answer", [
  Preference,
  z.strictObject({
    ...common,
    ...measured,
    answer: z.literal("SKIP"),
    reason: Text(LONGEST_REASON).min(1, "Say why this one is skipped."),
  }),
  z.strictObject({ ...common, ...measured, answer: z.enum(["UNSURE", "BOTH_BAD"]), reason: Text(LONGEST_REASON).optional() }),
  z.strictObject({ ...common, answer: z.literal("UNDO") }),
]);
export type SubmittedLabel = z.infer<typeof SubmittedLabel>;

/** The body of `POST /api/labels`. Each label is parsed by itself, so that a bad one does not hold up the others. */
export const LabelsRequest = z.strictObject({ labels: z.array(z.unknown()).min(1).max(LABELS_PER_REQUEST) });
export type LabelsRequest = z.infer<typeof LabelsRequest>;

/** What every label has that was not made on the annotate page: it names its comparison and speaks of A and B. */
interface DirectLabelInput {
  eventId: string;
  comparisonId: string;
  criterionId: string;
  annotatorId: string;
  roundId?: string | null;
  repeatIndex?: number;
  answer: LabelAnswer;
  /** −4 (A far better) to +4 (B far better), 0 a tie; null unless the answer is PREFERENCE. */
  score: number | null;
  /** In [0, 1]. */
  probabilityB?: number | null;
  rationale?: string | null;
  reason?: string | null;
  durationMs?: number | null;
  scaleVersionId?: string | null;
  metadata?: Record<string, unknown> | null;
}

/** A judge's or a baseline's label: the aggregate of its calls on one comparison. */
export interface JudgeLabelInput extends DirectLabelInput {
  kind: "JUDGE";
  /** In [0, 1], after the clamp of the judge version. */
  probabilityBClamped?: number | null;
  orderConsistent?: boolean | null;
  callCount?: number | null;
  aggregation?: Record<string, unknown> | null;
  /** False for a rule, which has a side and no strength. */
  strengthKnown?: boolean;
}

/** A label that came with a file, few at a time; whole files go through `copyLabels`. */
export interface ImportedLabelInput extends DirectLabelInput {
  kind: "IMPORT";
  strengthKnown?: boolean;
  datasetId?: string | null;
  submittedAt?: Date | null;
}

/** A decision of the person who acts, with the token of their queue. */
export type PersonLabelInput = SubmittedLabel & { kind: "PERSON" };

/**
 * What a person says by editing a response: the edited one is better than the one that it was made from, with no word on by how much. The
 * comparison of the two is new, and nobody assigned it.
 */
export interface EditLabelInput extends DirectLabelInput {
  kind: "EDIT";
  roundId: string;
  guidelineVersionId: string | null;
  decidedAt: string;
}

/** Whatever enters at `recordLabels`. */
export type LabelInput = PersonLabelInput | JudgeLabelInput | ImportedLabelInput | EditLabelInput;
