import "server-only";
import { createCipheriv, createDecipheriv, createHmac, createSecretKey, type KeyObject, timingSafeEqual } from "node:crypto";
import { deriveKey } from "@/lib/secrets/instance-secret";

/** What was put before a person: which assignment, which way round, under which versions. */
export interface Presentation {
  assignmentId: string;
  comparisonId: string;
  annotatorId: string;
  roundId: string;
  projectId: string;
  scaleVersionId: string;
  guidelineVersionId: string | null;
  repeatIndex: number;
  /** True: response B is on the left. */
  swapped: boolean;
}

const FORMAT = 1;
const IDS = [
  "assignmentId",
  "comparisonId",
  "annotatorId",
  "roundId",
  "projectId",
  "scaleVersionId",
  "guidelineVersionId",
] as const;
const HEAD_BYTES = 4;
const BODY_BYTES = HEAD_BYTES + IDS.length * 16;
const SEAL_BYTES = 16;
const NIL = "00000000-0000-0000-0000-000000000000";

/**
 * Seals a presentation for one user. The browser can neither read it (it holds the side and the comparison's id) nor change it nor use
 * another person's. The same presentation always gives the same token, which never expires and serves any number of events.
 *
 * The seal is a MAC over user and content, and also the starting value of the cipher (the SIV construction of RFC 5297): equal
 * contents give equal tokens and nothing else is given away.
 */
export function sealPresentation(userId: string, presentation: Presentation): string {
  const body = toBytes(presentation);
  const seal = sealOf(userId, body);
  const cipher = createCipheriv("aes-256-ctr", keys().cipher, seal);
  return Buffer.concat([seal, cipher.update(body), cipher.final()]).toString("base64url");
}

/** The presentation in a token; null when the token was forged, changed, cut, made for another user or by another instance. */
export function openPresentation(userId: string, token: string): Presentation | null {
  const bytes = Buffer.from(token, "base64url");
  if (bytes.length !== SEAL_BYTES + BODY_BYTES || bytes.toString("base64url") !== token) return null;
  const seal = bytes.subarray(0, SEAL_BYTES);
  const decipher = createDecipheriv("aes-256-ctr", keys().cipher, seal);
  const body = Buffer.concat([decipher.update(bytes.subarray(SEAL_BYTES)), decipher.final()]);
  if (!timingSafeEqual(seal, sealOf(userId, body)) || body[0] !== FORMAT) return null;
  return fromBytes(body);
}

/** A short name for what a token presents, stable and telling nothing; for keys of lists in the browser. */
export function toItemKey(token: string): string {
  return token.slice(0, 16);
}

let derived: { seal: KeyObject; cipher: KeyObject } | null = null;

function keys(): { seal: KeyObject; cipher: KeyObject } {
  derived ??= {
    seal: createSecretKey(deriveKey("presentation/seal")),
    cipher: createSecretKey(deriveKey("presentation/cipher")),
  };
  return derived;
}

function sealOf(userId: string, body: Buffer): Buffer {
  return createHmac("sha256", keys().seal).update(uuidToBytes(userId)).update(body).digest().subarray(0, SEAL_BYTES);
}

function toBytes(presentation: Presentation): Buffer {
  const head = Buffer.alloc(HEAD_BYTES);
  head[0] = FORMAT;
  head[1] = presentation.swapped ? 1 : 0;
  head.writeUInt16BE(presentation.repeatIndex, 2);
  return Buffer.concat([head, ...IDS.map((name) => uuidToBytes(presentation[name] ?? NIL))]);
}

function fromBytes(body: Buffer): Presentation {
  const id = (name: (typeof IDS)[number]): string => {
    const at = HEAD_BYTES + IDS.indexOf(name) * 16;
    return bytesToUuid(body.subarray(at, at + 16));
  };
  const guidelineVersionId = id("guidelineVersionId");
  return {
    assignmentId: id("assignmentId"),
    comparisonId: id("comparisonId"),
    annotatorId: id("annotatorId"),
    roundId: id("roundId"),
    projectId: id("projectId"),
    scaleVersionId: id("scaleVersionId"),
    guidelineVersionId: guidelineVersionId === NIL ? null : guidelineVersionId,
    repeatIndex: body.readUInt16BE(2),
    swapped: body[1] === 1,
  };
}

function uuidToBytes(id: string): Buffer {
  return Buffer.from(id.replaceAll("-", ""), "hex");
}

function bytesToUuid(bytes: Buffer): string {
  const hex = bytes.toString("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
