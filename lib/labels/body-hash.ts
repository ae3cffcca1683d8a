import { createHash } from "node:crypto";
import { canonicalJson } from "@/lib/audit/canonical-json";

/** SHA-256, in hex, of an input in canonical form: equal inputs have equal hashes, whatever the order of their fields. */
export function hashBody(body: unknown): string {
  return createHash("sha256").update(canonicalJson(body)).digest("hex");
}
