import * as z from "zod";
import { AgreementOptions } from "@/lib/agreement/schema";

/** What the address of the verdict page may say. */
export const VerdictView = AgreementOptions.omit({ between: true, seed: true }).extend({
  /** The annotator whose place is in question; the judge with most labels by default. */
  judge: z.uuid().optional(),
});
export type VerdictView = z.infer<typeof VerdictView>;
