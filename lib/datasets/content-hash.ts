import { hash } from "node:crypto";
import type { ComparisonRecord, MessageRecord } from "./record";
import type { TextArena } from "./text-arena";

/** A text that is stored under the hash of its content. Hashes are SHA-256 in hexadecimal: a string is a fifth of a Buffer's size. */
export interface EncodedText {
  bytes: Buffer;
  hash: string;
}

/** A comparison with its long texts encoded, and the hashes by which it is recognised. */
export interface EncodedComparison {
  /** Canonical JSON of the messages. */
  prompt: EncodedText;
  responseA: EncodedText;
  responseB: EncodedText;
  /** Of prompt, texts and models in their order. */
  content: string;
  /** The same with A and B exchanged. */
  contentSwapped: string;
  /** "id:…" for a source's own id, else "hash:…" of prompt, texts and models without their order. */
  identityKey: string;
}

/** Encodes a comparison's texts into an arena and hashes them. */
export function encodeComparison(record: ComparisonRecord, arena: TextArena): EncodedComparison {
  const prompt = encode(canonicalMessages(record.prompt), arena);
  const responseA = encodeResponse(record.responseA, record.modelA, arena);
  const responseB = encodeResponse(record.responseB, record.modelB, arena);
  const content = sha256(prompt.hash + responseA.hash + responseB.hash);
  const contentSwapped = sha256(prompt.hash + responseB.hash + responseA.hash);
  const unordered = responseA.hash <= responseB.hash ? content : contentSwapped;
  const identityKey = record.id === undefined ? `hash:${unordered}` : `id:${record.id}`;
  return { prompt, responseA, responseB, content, contentSwapped, identityKey };
}

/** The one text by which a prompt is stored and hashed: role before content, nothing else. */
export function canonicalMessages(prompt: readonly MessageRecord[]): string {
  return JSON.stringify(prompt.map(({ role, content }) => ({ role, content })));
}

/**
 * Whether the first of two responses becomes A. Decided by the content alone, so the same at every import and whichever the source
 * called first, and even over many comparisons.
 */
export function firstBecomesA(prompt: readonly MessageRecord[], first: string, second: string): boolean {
  const firstIsLower = first < second;
  const [lower, upper] = firstIsLower ? [first, second] : [second, first];
  const lowerBecomesA = sha256(`${canonicalMessages(prompt)}\0${lower}\0${upper}`) < "8";
  return firstIsLower === lowerBecomesA;
}

function encode(text: string, arena: TextArena): EncodedText {
  const bytes = arena.add(text);
  return { bytes, hash: sha256(bytes) };
}

/** SHA-256 of model, NUL, text; a model that is not known counts as "". */
function encodeResponse(text: string, model: string | undefined, arena: TextArena): EncodedText {
  const head = `${model ?? ""}\0`;
  const all = arena.add(head + text);
  return { bytes: all.subarray(Buffer.byteLength(head)), hash: sha256(all) };
}

function sha256(data: string | Buffer): string {
  return hash("sha256", data);
}
