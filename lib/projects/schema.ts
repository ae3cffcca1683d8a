import * as z from "zod";
import type { Preset } from "@/lib/labels/types";

/** A protocol as it is offered: its name in commands and addresses, its name for people, and what sets it apart. */
export interface PresetOption {
  preset: Preset;
  slug: string;
  name: string;
  about: string;
}

/** The six protocols, the default first. */
export const PRESET_OPTIONS: readonly PresetOption[] = [
  {
    preset: "HH_HELPFUL",
    slug: "hh-helpful",
    name: "HH-RLHF helpful",
    about: "Eight steps without a middle. The weakest step stays in the database and is left out of the HH-RLHF export.",
  },
  {
    preset: "HH_RED_TEAM",
    slug: "hh-red-team",
    name: "HH-RLHF red team",
    about: "The same eight steps, and the question asks for the more harmful response. What is stored is about better.",
  },
  {
    preset: "LLAMA2",
    slug: "llama2",
    name: "Llama 2",
    about: "Four degrees a side, the weakest for negligibly better or unsure. Exports carry its margins.",
  },
  {
    preset: "ARENA",
    slug: "arena",
    name: "Arena",
    about: "Left, tie or right, and “both bad” as an answer of its own.",
  },
  { preset: "BINARY", slug: "binary", name: "Binary", about: "Left or right, without strength." },
  { preset: "CUSTOM", slug: "custom", name: "Custom", about: "One to four degrees a side, with or without a tie." },
];

/** The name of a preset for people. */
export function presetName(preset: Preset): string {
  return PRESET_OPTIONS.find((option) => option.preset === preset)?.name ?? preset;
}

const oneLine = (longest: number) =>
  z
    .string()
    .trim()
    .max(longest, `Write at most ${longest} characters.`)
    .refine((text) => text.isWellFormed() && !text.includes("\0"), "Contains a character that cannot be stored.");

/** The name of a project. */
export const ProjectName = oneLine(120).min(1, "Give the project a name.");

/** A criterion as it is written down. */
export const CriterionInput = z.strictObject({
  key: z
    .string()
    .trim()
    .regex(/^[a-z][a-z0-9_-]{0,39}$/, "Use a short name of small letters, digits, “-” and “_”, such as “helpful”."),
  question: oneLine(300).min(1, "Write the question that people answer."),
  polarity: z.enum(["BETTER", "WORSE"]),
});
export type CriterionInput = z.infer<typeof CriterionInput>;

/** A scale as it is chosen. The two settings count for CUSTOM alone. */
export const ScaleInput = z.strictObject({
  preset: z.enum(["HH_HELPFUL", "HH_RED_TEAM", "LLAMA2", "ARENA", "BINARY", "CUSTOM"]),
  levelsPerSide: z
    .int("Give a whole number.")
    .min(1, "A scale has at least one level a side.")
    .max(4, "A scale has at most four levels a side.")
    .default(4),
  allowsTie: z.boolean().default(false),
});
export type ScaleInput = z.input<typeof ScaleInput>;

/** Markdown of the guidelines. */
export const GuidelinesText = z
  .string()
  .max(100_000, "Write at most 100,000 characters.")
  .refine((text) => text.isWellFormed() && !text.includes("\0"), "Contains a character that cannot be stored.");

/** What a project is made from. Criteria and guidelines left out: those of the preset. */
export const ProjectInput = z.strictObject({
  name: ProjectName,
  description: oneLine(2000).default(""),
  scale: ScaleInput,
  criteria: z
    .array(CriterionInput)
    .min(1, "A project needs at least one criterion.")
    .max(12, "Ask at most twelve criteria.")
    .refine((criteria) => new Set(criteria.map((each) => each.key)).size === criteria.length, "Two criteria have the same name.")
    .optional(),
  guidelines: GuidelinesText.optional(),
});
export type ProjectInput = z.input<typeof ProjectInput>;

/** The name and description of a project that changes. */
export const ProjectDetails = z.strictObject({ name: ProjectName, description: oneLine(2000) });
export type ProjectDetails = z.infer<typeof ProjectDetails>;

/** A tick of a form: "on", or absent. */
const Tick = z
  .literal("on")
  .optional()
  .transform((value) => value === "on");

/** A scale as a form sends it. */
export const ScaleForm = z.strictObject({
  preset: ScaleInput.shape.preset,
  levelsPerSide: z.coerce.number().pipe(z.int().min(1).max(4)).optional(),
  allowsTie: Tick,
});

const texts = z.array(z.string()).default([]);

/** A new project as its form sends it: the criteria as lists of keys, questions and polarities. */
export const ProjectForm = z
  .strictObject({
    name: z.string(),
    description: z.string(),
    ...ScaleForm.shape,
    key: texts,
    question: texts,
    polarity: z.array(CriterionInput.shape.polarity).default([]),
    guidelines: z.string(),
  })
  .transform(
    ({ name, description, preset, levelsPerSide, allowsTie, key, question, polarity, guidelines }): ProjectInput => ({
      name,
      description,
      scale: { preset, levelsPerSide, allowsTie },
      criteria: key.map((each, index) => ({
        key: each,
        question: question[index] ?? "",
        polarity: polarity[index] ?? "BETTER",
      })),
      guidelines: guidelines.replaceAll("\r\n", "\n"),
    }),
  )
  .pipe(ProjectInput);
