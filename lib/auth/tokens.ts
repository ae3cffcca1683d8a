import "server-only";
import { createHash, randomBytes } from "node:crypto";

/** A new secret for a link or a key: 32 random bytes, so that guessing is hopeless and a plain hash is enough at rest. */
export function newToken(prefix = ""): string {
  return `${prefix}${randomBytes(32).toString("base64url")}`;
}

/** What is stored of a token: its SHA-256 in hex. */
export function hashToken(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}
