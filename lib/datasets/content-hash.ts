import { hash } from "node:crypto";
import type { MessageRecord } from "./record";

/** The hashes by which a comparison is recognised. */
export interface ContentHashes {
  prompt: Buffer;
  responseA: Buffer;
  responseB: Buffer;
  /** Of prompt, texts and models in their order. */
  content: Buffer;
  /** The same with A and B exchanged. */
  contentSwapped: Buffer;
  /** "id:…" for a source's own id, else "hash:…" of prompt, texts and models without their order. */
  identityKey: string;
}

interface Content {
  id?: string | undefined;
  prompt: readonly MessageRecord[];
  responseA: string;
  responseB: string;
  modelA?: string | undefined;
  modelB?: string | undefined;
}

/** SHA-256 of the canonical JSON of a prompt's messages. */
export function hashPrompt(prompt: readonly MessageRecord[]): Buffer {
  return sha256(canonicalMessages(prompt));
}

/** The one text by which a prompt is stored and hashed: role before content, nothing else. */
export function canonicalMessages(prompt: readonly MessageRecord[]): string {
  return JSON.stringify(prompt.map(({ role, content }) => ({ role, content })));
}

/** SHA-256 of model, NUL, text; a model that is not known counts as "". */
export function hashResponse(text: string, model: string | null | undefined): Buffer {
  return sha256(`${model ?? ""}\0${text}`);
}

/** All hashes of one comparison. */
export function hashContent(record: Content): ContentHashes {
  const prompt = hashPrompt(record.prompt);
  const responseA = hashResponse(record.responseA, record.modelA);
  const responseB = hashResponse(record.responseB, record.modelB);
  const content = sha256(Buffer.concat([prompt, responseA, responseB]));
  const contentSwapped = sha256(Buffer.concat([prompt, responseB, responseA]));
  const unordered = Buffer.compare(responseA, responseB) <= 0 ? content : contentSwapped;
  const identityKey = record.id === undefined ? `hash:${unordered.toString("hex")}` : `id:${record.id}`;
  return { prompt, responseA, responseB, content, contentSwapped, identityKey };
}

/**
 * Whether the first of two responses becomes A. Decided by the content alone, so the same at every import and whichever the source
 * called first, and even over many comparisons.
 */
export function firstBecomesA(prompt: readonly MessageRecord[], first: string, second: string): boolean {
  const firstHash = hashResponse(first, null);
  const secondHash = hashResponse(second, null);
  const firstIsLower = Buffer.compare(firstHash, secondHash) < 0;
  const lower = firstIsLower ? firstHash : secondHash;
  const upper = firstIsLower ? secondHash : firstHash;
  const lowerBecomesA = ((sha256(Buffer.concat([hashPrompt(prompt), lower, upper]))[0] ?? 0) & 1) === 0;
  return firstIsLower === lowerBecomesA;
}

function sha256(data: string | Buffer): Buffer {
  return hash("sha256", data, "buffer");
}
