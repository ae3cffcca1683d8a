import { createHash } from "node:crypto";
import { toLabelling } from "@/lib/projects/labelling-schema";

/** What people read and agree to before the first comparison of a project, and the hash by which an agreement names it. */
export interface ConsentText {
  /** Markdown; "" for none. */
  contentWarning: string;
  consent: string;
  /** SHA-256 of both, in hex. */
  hash: string;
}

/** The text in force in a project; null when it has neither warning nor consent text. @param labelling - `Project.labelling` as it is stored. */
export function toConsentText(labelling: unknown): ConsentText | null {
  const { contentWarning, consent } = toLabelling(labelling);
  if (contentWarning === "" && consent === "") return null;
  const hash = createHash("sha256")
    .update(JSON.stringify([contentWarning, consent]))
    .digest("hex");
  return { contentWarning, consent, hash };
}
