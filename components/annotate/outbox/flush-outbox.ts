import type { Acknowledgement } from "@/lib/labels/types";
import type { OutboxEntry, OutboxStore, Sent } from "./outbox-store";

/** What came of one request. Anything but `answered` and `refused` leaves every label where it is. */
export type SendResult =
  | { kind: "answered"; acknowledgements: Acknowledgement[] }
  /** The request as a whole was refused, for good. */
  | { kind: "refused"; message: string }
  | { kind: "offline" }
  | { kind: "busy"; retryAfterSeconds: number | null }
  | { kind: "signed-out" };

/** How a flush ended. */
export type FlushEnd = "empty" | "offline" | "busy" | "signed-out";

export interface FlushResult {
  end: FlushEnd;
  acknowledged: number;
  /** Comparisons that were first answered here, as far as this device knew, and had an answer from elsewhere, which this one replaced. */
  replaced: string[];
  /** Comparisons that had been withdrawn when their answer came. */
  withdrawn: string[];
  /** The wait that the server asked for. */
  retryAfterSeconds: number | null;
}

const PER_REQUEST = 50;

/**
 * Sends what waits, oldest first, until nothing does or the server cannot take it. An entry leaves the store only when the server has
 * acknowledged it; a refused one stays, with the reason. A request that is refused as a whole is sent again label by label.
 */
export async function flushOutbox(
  store: OutboxStore,
  scope: string,
  send: (labels: Sent[]) => Promise<SendResult>,
): Promise<FlushResult> {
  let acknowledged = 0;
  const replaced: string[] = [];
  const withdrawn: string[] = [];
  const soFar = () => ({ acknowledged, replaced, withdrawn });
  let perRequest = PER_REQUEST;
  for (;;) {
    const waiting = (await store.list(scope)).filter((entry) => entry.refusal === null).slice(0, perRequest);
    if (waiting.length === 0) return { end: "empty", ...soFar(), retryAfterSeconds: null };
    const result = await send(waiting.map((entry) => entry.label));
    if (result.kind === "refused") {
      if (waiting.length === 1) await store.setRefusal(waiting[0]?.eventId ?? "", result.message);
      perRequest = 1;
    } else if (result.kind === "answered") {
      const settled = await settle(store, waiting, result.acknowledgements);
      // An answer that speaks of none of them is no acknowledgement; asking again at once would never end.
      if (settled.count === 0) return { end: "busy", ...soFar(), retryAfterSeconds: null };
      acknowledged += settled.acknowledged;
      replaced.push(...settled.replaced);
      withdrawn.push(...settled.withdrawn);
    } else {
      const retryAfterSeconds = result.kind === "busy" ? result.retryAfterSeconds : null;
      return { end: result.kind, ...soFar(), retryAfterSeconds };
    }
  }
}

async function settle(
  store: OutboxStore,
  waiting: readonly OutboxEntry[],
  acknowledgements: readonly Acknowledgement[],
): Promise<{ count: number; acknowledged: number; replaced: string[]; withdrawn: string[] }> {
  const mine = acknowledgements.filter((each) => waiting.some((entry) => entry.eventId === each.eventId));
  const done = mine.filter((each) => each.status !== "refused");
  await store.remove(done.map((each) => each.eventId));
  for (const each of mine) if (each.status === "refused") await store.setRefusal(each.eventId, each.message);
  const surprises = new Set(done.flatMap((each) => (each.status === "stored" && each.changed ? [each.eventId] : [])));
  const replaced = waiting.filter((entry) => entry.isFirst && surprises.has(entry.eventId)).map((entry) => entry.itemKey);
  const late = new Set(done.flatMap((each) => ("withdrawn" in each && each.withdrawn ? [each.eventId] : [])));
  const withdrawn = waiting.filter((entry) => late.has(entry.eventId)).map((entry) => entry.itemKey);
  return { count: mine.length, acknowledged: done.length, replaced, withdrawn };
}
