import * as z from "zod";

const storable = (text: string) => !text.includes("\0") && text.isWellFormed();

/** A short text without space around it that says something. */
export const Line = (most: number) =>
  z
    .string()
    .trim()
    .min(1, "Cannot be empty.")
    .max(most, `At most ${most} characters.`)
    .refine(storable, "Contains a character that cannot be stored.");

/** A text as it was written, which may be empty. */
export const Paragraphs = (most: number) =>
  z.string().max(most, `At most ${most} characters.`).refine(storable, "Contains a character that cannot be stored.");
