import * as z from "zod";
import { Time } from "@/lib/api/parts";
import { Labelling } from "@/lib/projects/labelling-schema";

const PresetName = z.enum(["HH_HELPFUL", "HH_RED_TEAM", "LLAMA2", "ARENA", "BINARY", "CUSTOM"]);

/** A project in a list. */
export const ProjectEntry = z
  .strictObject({
    id: z.uuid(),
    slug: z.string(),
    name: z.string(),
    preset: PresetName,
    isDemo: z.boolean(),
    archivedAt: Time.nullable(),
    createdAt: Time,
    comparisons: z.int().meta({ description: "Without those that are withdrawn." }),
  })
  .meta({ id: "ProjectEntry" });
export type ProjectEntry = z.infer<typeof ProjectEntry>;

const Button = z.object({ id: z.string(), level: z.int(), score: z.int(), label: z.string() });

/** A project whole: the document of `concord project show --json`. */
export const ProjectDocument = z
  .strictObject({
    id: z.uuid(),
    slug: z.string(),
    name: z.string(),
    description: z.string(),
    preset: PresetName,
    isDemo: z.boolean(),
    archivedAt: Time.nullable(),
    labelling: Labelling,
    scale: z.strictObject({
      preset: PresetName,
      levelsPerSide: z.int(),
      allowsTie: z.boolean(),
      allowsBothBad: z.boolean(),
      buttons: z.array(Button),
      version: z.int(),
    }),
    criteria: z.array(
      z.strictObject({
        id: z.uuid(),
        key: z.string(),
        question: z.string(),
        polarity: z.enum(["BETTER", "WORSE"]),
        archivedAt: Time.nullable(),
      }),
    ),
    counts: z.record(z.string(), z.int().nullable()),
  })
  .meta({ id: "Project" });
export type ProjectDocument = z.infer<typeof ProjectDocument>;
