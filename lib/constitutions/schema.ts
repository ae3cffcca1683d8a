import * as z from "zod";

/** Principles that a constitution may have. */
export const MOST_PRINCIPLES = 200;

const storable = (text: string) => !text.includes("\0") && text.isWellFormed();
const Text = (most: number) =>
  z
    .string()
    .trim()
    .min(1, "Cannot be empty.")
    .max(most, `At most ${most} characters.`)
    .refine(storable, "Contains a character that cannot be stored.");

/** One principle as it is written in a document. */
export const PrincipleInput = z.strictObject({
  /** Names the principle from version to version: its figures are joined by it. */
  key: z
    .string()
    .trim()
    .max(60, "At most 60 characters.")
    .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, "A key has small letters and digits, with single hyphens between them."),
  /** What a judge is asked: it names the BETTER response. */
  preferenceText: Text(2000),
  critiqueRequest: Text(2000),
  revisionRequest: Text(2000),
  tags: z.array(Text(40)).max(10, "At most 10 tags.").default([]),
  /** How heavy it weighs in an ensemble, and how often it is drawn, against the others. */
  weight: z
    .number({ error: "Give a number above 0." })
    .positive("A weight is above 0. Leave the principle out instead.")
    .max(100, "At most 100.")
    .default(1),
});
export type PrincipleInput = z.infer<typeof PrincipleInput>;

const Principles = z
  .array(PrincipleInput)
  .min(1, "A constitution has one principle at least.")
  .max(MOST_PRINCIPLES, `At most ${MOST_PRINCIPLES} principles.`)
  .superRefine((principles, context) => {
    const firstAt = new Map<string, number>();
    for (const [index, { key }] of principles.entries()) {
      const first = firstAt.get(key);
      if (first === undefined) firstAt.set(key, index);
      else {
        context.addIssue({
          code: "custom",
          path: [index, "key"],
          message: `Principle ${first + 1} has the key "${key}" already. Give each its own.`,
        });
      }
    }
  });

/** A constitution as a document: the same for the editor, the file, the command line and the API. */
export const ConstitutionDocument = z.strictObject({
  name: Text(80),
  principles: Principles,
});
export type ConstitutionDocument = z.infer<typeof ConstitutionDocument>;

/** What the editor of a new constitution begins with: one principle with nothing in it. */
export const EMPTY_DOCUMENT: ConstitutionDocument = {
  name: "",
  principles: [{ key: "", preferenceText: "", critiqueRequest: "", revisionRequest: "", tags: [], weight: 1 }],
};
