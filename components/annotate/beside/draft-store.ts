import type { Draft } from "./draft";

/** So many comparisons keep a draft on this device; the oldest goes first. */
const KEPT = 50;

/** What is decided and not sent, and what is being written, by the key of its comparison. */
export type Drafts = Readonly<Record<string, Draft>>;

/** The drafts that an earlier page of the same person in the same round left on this device. */
export function readDrafts(scope: string): Drafts {
  try {
    const found: unknown = JSON.parse(localStorage.getItem(nameOf(scope)) ?? "{}");
    if (typeof found !== "object" || found === null) return {};
    return Object.fromEntries(Object.entries(found).filter((entry): entry is [string, Draft] => isDraft(entry[1])));
  } catch {
    return {};
  }
}

/** Keeps drafts on this device, as far as it lets us. */
export function writeDrafts(scope: string, drafts: Drafts): void {
  const entries = Object.entries(drafts).slice(-KEPT);
  try {
    if (entries.length === 0) localStorage.removeItem(nameOf(scope));
    else localStorage.setItem(nameOf(scope), JSON.stringify(Object.fromEntries(entries)));
  } catch {
    // A browser that keeps nothing, or is full: the draft lives as long as the page.
  }
}

function nameOf(scope: string): string {
  return `concord-drafts/${scope}`;
}

function isDraft(value: unknown): value is Draft {
  if (typeof value !== "object" || value === null) return false;
  if (!("given" in value && "ratings" in value && "confidence" in value && "rationale" in value)) return false;
  const { given, ratings, confidence, rationale } = value;
  return (
    typeof given === "object" &&
    given !== null &&
    typeof ratings === "object" &&
    ratings !== null &&
    (confidence === null || typeof confidence === "number") &&
    (rationale === null || typeof rationale === "string")
  );
}
