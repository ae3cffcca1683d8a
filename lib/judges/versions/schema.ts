import * as z from "zod";

const project = z.string().max(100);

/** The form that makes a new judge of a version. */
export const CloneForm = z.strictObject({
  project,
  judgeId: z.uuid(),
  version: z
    .string()
    .regex(/^\d{1,9}$/)
    .transform(Number),
  name: z.string().trim().min(1, "Give the new judge a name.").max(80, "At most 80 characters."),
});

/** The form that puts a judge aside or takes it back. */
export const ArchiveForm = z.strictObject({ project, judgeId: z.uuid(), archived: z.enum(["yes", "no"]) });

/** The form that makes a judge, or a new version of it, of its document. */
export const DocumentForm = z.strictObject({
  project,
  document: z.string().min(1, "Choose a file, or paste the document.").max(1_000_000, "At most 1,000,000 characters."),
});

/** Which ready-made judge the editor starts from; what cannot be read is left out. */
export const NewJudgeView = z.object({ ready: z.string().max(100).optional().catch(undefined) });

const Version = z.coerce.number().int().min(1).optional().catch(undefined);

/** Which two versions a page compares; what cannot be read is left out. */
export const CompareView = z.object({ from: Version, to: Version });

/** Which version a document is asked of; the newest when left out. */
export const DocumentQuery = z.strictObject({ version: z.coerce.number().int().min(1).optional() });
