import * as z from "zod";
import { ConstitutionDocument } from "./schema";

const Json = z
  .string()
  .min(1, "Give the document.")
  .max(2_000_000, "The document is too long.")
  .transform((text, context): unknown => {
    try {
      return JSON.parse(text);
    } catch (error) {
      context.addIssue({ code: "custom", message: `This is no JSON document: ${error instanceof Error ? error.message : ""}.` });
      return z.NEVER;
    }
  });

/** The editor's form: the document as JSON, and the version that it was written from. */
export const ConstitutionForm = z.strictObject({
  project: z.string().max(100),
  document: Json.pipe(ConstitutionDocument),
  /** Empty for a new constitution. */
  basedOn: z
    .string()
    .regex(/^\d{0,7}$/)
    .transform((text) => (text === "" ? undefined : Number(text))),
});

/** The form that takes a document from elsewhere. */
export const ImportForm = z.strictObject({ project: z.string().max(100), document: Json.pipe(ConstitutionDocument) });

/** Which example is to be added. */
export const ExampleForm = z.strictObject({ project: z.string().max(100), example: z.enum(["quality", "harmlessness"]) });

/** Which constitution is to be archived or restored. */
export const ArchiveForm = z.strictObject({
  project: z.string().max(100),
  id: z.uuid(),
  archived: z.enum(["yes", "no"]).transform((word) => word === "yes"),
});
