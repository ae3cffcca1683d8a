import * as z from "zod";

/** What a comparison can be flagged for. */
export const FlagKind = z.enum(["broken", "sensitive", "private"]);
export type FlagKind = z.infer<typeof FlagKind>;

/** The longest question, and the longest answer to one. */
export const LONGEST_QUESTION = 4000;
const LONGEST_FLAG = 1000;
const LONGEST_EDIT = 200_000;

const storable = (text: string) => !text.includes("\0") && text.isWellFormed();
const Text = (longest: number) =>
  z
    .string()
    .trim()
    .max(longest, `Write at most ${longest} characters.`)
    .refine(storable, "Contains a character that cannot be stored.");

const common = {
  /** Made by the sender, once for each note; sent again, it changes nothing. */
  eventId: z.uuidv7(),
  /** From the queue: about which comparison. */
  token: z.string().min(1).max(400),
};

/** The text of a question, and of its answer. */
export const QuestionText = Text(LONGEST_QUESTION).min(1, "Write what you want to say.");

/** What an annotator sends about a comparison beside labels, on the same way and under the same promise: kept until it is acknowledged. */
export const SubmittedNote = z.discriminatedUnion("note", [
  z.strictObject({ ...common, note: z.literal("FLAG"), kind: FlagKind, text: Text(LONGEST_FLAG) }),
  z.strictObject({ ...common, note: z.literal("QUESTION"), text: QuestionText }),
  z.strictObject({
    ...common,
    note: z.literal("EDIT"),
    /** On which criterion the edited response is better than the one that it was made from. */
    criterionId: z.uuid(),
    side: z.enum(["LEFT", "RIGHT"]),
    // Not trimmed: the text is kept as it was written.
    text: z
      .string()
      .max(LONGEST_EDIT, `Write at most ${LONGEST_EDIT} characters.`)
      .refine(storable, "Contains a character that cannot be stored."),
    /** When it was written, by the person's own clock. */
    decidedAt: z.iso.datetime({ offset: true }),
  }),
]);
export type SubmittedNote = z.infer<typeof SubmittedNote>;

export type FlagNote = Extract<SubmittedNote, { note: "FLAG" }>;
export type QuestionNote = Extract<SubmittedNote, { note: "QUESTION" }>;
export type EditNote = Extract<SubmittedNote, { note: "EDIT" }>;
