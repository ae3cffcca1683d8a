import "server-only";
import { createHmac, randomBytes } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";

const SAMPLES = ["change-me", "changeme", "secret", "concord", "your-secret-here"];
let known: string | null = null;

/**
 * The instance's secret: CONCORD_SECRET, else one made once in the data folder's `secrets` (mode 0600, in no backup).
 *
 * @throws AppError `invalid` when CONCORD_SECRET is short or a sample.
 */
export function instanceSecret(): string {
  known ??= checkSecret(env().secret) ?? readOrMake(path.join(env().dataFolder, "secrets"));
  return known;
}

/** A key of 32 bytes for one purpose, so that no two uses share key material. */
export function deriveKey(purpose: string): Buffer {
  return createHmac("sha256", instanceSecret()).update(`concord/${purpose}`).digest();
}

/** Returns the secret if it is usable, null when there is none. See `instanceSecret` for what it throws. */
export function checkSecret(secret: string | undefined): string | null {
  if (secret === undefined) return null;
  const plain = secret.toLowerCase();
  if (secret.length < 32 || SAMPLES.some((sample) => plain.startsWith(sample)) || new Set(secret).size < 8) {
    throw new AppError(
      "invalid",
      "CONCORD_SECRET is too short or a sample. Give at least 32 random characters (openssl rand -base64 32), or leave it out: Concord then makes one.",
    );
  }
  return secret;
}

function readOrMake(folder: string): string {
  fs.mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = path.join(folder, "secret");
  try {
    fs.writeFileSync(file, randomBytes(48).toString("base64url"), { mode: 0o600, flag: "wx" });
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
  }
  return fs.readFileSync(file, "utf8").trim();
}
