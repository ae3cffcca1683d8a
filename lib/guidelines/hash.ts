import { createHash } from "node:crypto";

/** SHA-256 of guidelines, in hex: equal texts are one version. */
export function hashGuidelines(markdown: string): string {
  return createHash("sha256").update(markdown).digest("hex");
}
