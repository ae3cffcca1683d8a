import { toScore } from "@/lib/labels/score";
import type { Polarity, Scale, Side } from "@/lib/labels/types";
import type { Entry, Intent } from "./ledger";

/** A label as it stands in the database. */
export interface StoredLabel {
  /** Assignment and criterion, as the ledger names it. */
  label: string;
  labelId: string;
  answer: string;
  score: number | null;
  clickedSide: Side | null;
  clickedLevel: number | null;
  presentedSwapped: boolean | null;
  polarity: Polarity | null;
}

/** An event as it stands in the database. */
export interface StoredEvent {
  eventId: string;
  labelId: string;
  /** Null: the label was taken back. */
  after: { answer?: string; score?: number; clickedSide?: string; clickedLevel?: number; submittedAt?: string } | null;
  before: { submittedAt?: string } | null;
}

/** An assignment as it stands in the database. */
export interface StoredAssignment {
  assignment: string;
  state: string;
  /** Labels of it. */
  labels: number;
}

/** A comparison of a round as it stands in the database. */
export interface StoredItem {
  comparison: string;
  overlap: number;
  /** Places that nobody has; assignments that are open or done and count in the overlap; different people who have one. */
  open: number;
  live: number;
  people: number;
}

export interface Stored {
  scale: Pick<Scale, "buttons">;
  labels: readonly StoredLabel[];
  events: readonly StoredEvent[];
  assignments: readonly StoredAssignment[];
  items: readonly StoredItem[];
}

/** What must all be empty. Each entry is a sentence with the ids that it is about. */
export interface Differences {
  /** Acknowledged and not there. */
  lost: string[];
  /** There twice. */
  duplicate: string[];
  /** There, and nobody meant it. */
  phantom: string[];
  /** There with another value than was meant last. */
  changed: string[];
  /** A label without the event that made it. */
  unaudited: string[];
  /** Acknowledged work whose assignment is not done, or the other way round. */
  adrift: string[];
  /** A comparison with more or fewer places than its overlap, or twice with one person. */
  inexact: string[];
  /** Sent rightly and refused, or never answered. */
  refused: string[];
}

/** Compares what annotators meant and were promised with what is stored. Each ledger is one annotator's, in its order. */
export function compare(ledgers: readonly (readonly Entry[])[], stored: Stored): Differences {
  const intents = new Map<string, Intent>();
  const acked = new Set<string>();
  const last = new Map<string, Intent>();
  const refused: string[] = [];
  for (const entry of ledgers.flat()) {
    if (entry.kind === "intent") {
      intents.set(entry.eventId, entry);
      last.set(entry.label, entry);
    } else if (entry.kind === "ack") acked.add(entry.eventId);
    else refused.push(`${entry.eventId}: ${entry.message}`);
  }
  for (const { eventId } of intents.values()) {
    if (!acked.has(eventId) && !refused.some((text) => text.startsWith(eventId))) refused.push(`${eventId}: never answered`);
  }
  const { labels, events } = stored;
  return {
    lost: [...findLostEvents(acked, stored), ...findLostLabels(last, acked, stored)],
    duplicate: [
      ...findRepeated(events.map((event) => event.eventId)).map((id) => `event ${id} is stored more than once`),
      ...findRepeated(labels.map((label) => label.label)).map((id) => `label ${id} is stored more than once`),
    ],
    phantom: findPhantoms(intents, last, stored),
    changed: findChanged(last, stored),
    unaudited: findUnaudited(labels, events),
    adrift: findAdrift(stored),
    inexact: findInexact(stored),
    refused,
  };
}

function findPhantoms(
  intents: ReadonlyMap<string, Intent>,
  last: ReadonlyMap<string, Intent>,
  { labels, events }: Stored,
): string[] {
  return [
    ...events.filter((event) => !intents.has(event.eventId)).map((event) => `nobody meant event ${event.eventId}`),
    ...labels.filter((label) => !last.has(label.label)).map((label) => `nobody meant label ${label.label}`),
  ];
}

// A label must equal the `after` of an event of its own that no later event changed.
function findUnaudited(labels: readonly StoredLabel[], events: readonly StoredEvent[]): string[] {
  const ofLabel = new Map<string, StoredEvent[]>();
  for (const event of events) ofLabel.set(event.labelId, [...(ofLabel.get(event.labelId) ?? []), event]);
  return labels
    .filter((label) => {
      const own = ofLabel.get(label.labelId) ?? [];
      const replaced = new Set(own.map((event) => event.before?.submittedAt));
      return !own.some(
        ({ after }) =>
          after !== null &&
          !replaced.has(after.submittedAt) &&
          after.answer === label.answer &&
          (after.score ?? null) === label.score &&
          (after.clickedSide ?? null) === label.clickedSide,
      );
    })
    .map((label) => `label ${label.label} has no event that made it`);
}

function findLostEvents(acked: ReadonlySet<string>, { events }: Stored): string[] {
  const there = new Set(events.map((event) => event.eventId));
  return [...acked].filter((id) => !there.has(id)).map((id) => `event ${id} was acknowledged and is not there`);
}

function findLostLabels(last: ReadonlyMap<string, Intent>, acked: ReadonlySet<string>, { labels }: Stored): string[] {
  const there = new Set(labels.map((label) => label.label));
  return [...last.values()]
    .filter((intent) => intent.press !== null && acked.has(intent.eventId) && !there.has(intent.label))
    .map((intent) => `label ${intent.label} was acknowledged by event ${intent.eventId} and is not there`);
}

function findChanged(last: ReadonlyMap<string, Intent>, { labels, scale }: Stored): string[] {
  return labels.flatMap((label) => {
    const intent = last.get(label.label);
    if (!intent) return [];
    if (intent.press === null) return [`label ${label.label} was taken back and is there`];
    const { side, level } = intent.press;
    if (label.answer !== "PREFERENCE" || label.clickedSide !== side || label.clickedLevel !== level) {
      return [`label ${label.label} is ${label.clickedSide} ${label.clickedLevel} and was meant ${side} ${level}`];
    }
    const presentation = { swapped: label.presentedSwapped ?? false, polarity: label.polarity ?? "BETTER" };
    const score = toScore(intent.press, presentation, scale);
    return score === label.score ? [] : [`label ${label.label} has score ${label.score}, and its press means ${score}`];
  });
}

function findAdrift({ assignments }: Stored): string[] {
  return assignments
    .filter((assignment) => (assignment.state === "DONE") !== assignment.labels > 0)
    .map((assignment) => `assignment ${assignment.assignment} is ${assignment.state} with ${assignment.labels} labels`);
}

function findInexact({ items }: Stored): string[] {
  return items
    .filter(({ overlap, open, live, people }) => open + live !== overlap || live !== people)
    .map(
      (item) =>
        `comparison ${item.comparison} has ${item.live} of ${item.overlap} by ${item.people} people, and ${item.open} open`,
    );
}

function findRepeated(ids: readonly string[]): string[] {
  const seen = new Set<string>();
  const repeated = new Set<string>();
  for (const id of ids) {
    if (seen.has(id)) repeated.add(id);
    seen.add(id);
  }
  return [...repeated];
}
