import "server-only";
import { createCipheriv, createDecipheriv, createHash, randomBytes } from "node:crypto";
import { AppError } from "@/lib/errors";
import { deriveKey } from "./instance-secret";

const IV_BYTES = 12;
const TAG_BYTES = 16;
/** Of secrets shorter than this no part is shown. */
const SHORTEST_SHOWN = 12;

/** What a sealed secret is bound to: the row that holds it and the only origin it may be sent to. */
export interface SealContext {
  rowId: string;
  /** scheme://host:port. */
  origin: string;
}

/** A secret as it is stored. */
export interface SealedSecret {
  /** IV, authentication tag, ciphertext. */
  ciphertext: Uint8Array<ArrayBuffer>;
  /** Names the instance secret that sealed it. */
  keyId: string;
  /** The last four characters, to recognise it by; null for a short one. */
  last4: string | null;
}

/**
 * Seals a secret with AES-256-GCM under a key from the instance's secret. Row and origin are associated data: moved to another row, or read
 * for another origin, it does not open.
 */
export function sealSecret(secret: string, context: SealContext): SealedSecret {
  const key = sealKey();
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv("aes-256-gcm", key, iv);
  cipher.setAAD(associatedData(context));
  const encrypted = Buffer.concat([cipher.update(secret, "utf8"), cipher.final()]);
  return {
    ciphertext: new Uint8Array(Buffer.concat([iv, cipher.getAuthTag(), encrypted])),
    keyId: nameOf(key),
    last4: secret.length >= SHORTEST_SHOWN ? secret.slice(-4) : null,
  };
}

/**
 * Opens what `sealSecret` made, for the same row and origin.
 *
 * @throws AppError `unavailable` when another instance secret sealed it, or when it was moved or altered; both are mended by giving it again.
 */
export function openSecret(sealed: Pick<SealedSecret, "ciphertext" | "keyId">, context: SealContext): string {
  const key = sealKey();
  if (sealed.keyId !== nameOf(key)) {
    throw new AppError(
      "unavailable",
      "The endpoint's key was stored under another CONCORD_SECRET. Give the key again, or start with the secret of that time.",
    );
  }
  const bytes = Buffer.from(sealed.ciphertext);
  try {
    const decipher = createDecipheriv("aes-256-gcm", key, bytes.subarray(0, IV_BYTES));
    decipher.setAAD(associatedData(context));
    decipher.setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
    return Buffer.concat([decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]).toString("utf8");
  } catch (cause) {
    throw new AppError(
      "unavailable",
      "The endpoint's stored key does not belong to this endpoint and address. Give the key again.",
      { cause },
    );
  }
}

/** Names the instance secret that seals now. */
export function currentKeyId(): string {
  return nameOf(sealKey());
}

function sealKey(): Buffer {
  return deriveKey("endpoint keys");
}

function nameOf(key: Buffer): string {
  return createHash("sha256").update(key).digest("hex").slice(0, 16);
}

function associatedData({ rowId, origin }: SealContext): Buffer {
  return Buffer.from(JSON.stringify([rowId, origin]));
}
