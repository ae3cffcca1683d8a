import type { SubmittedLabel } from "@/lib/labels/schema";
import type { Acknowledgement } from "@/lib/labels/types";
import type { OutboxStore } from "./outbox-store";

/** What came of one request. Anything but `answered` leaves every label where it is. */
export type SendResult =
  | { kind: "answered"; acknowledgements: Acknowledgement[] }
  | { kind: "offline" }
  | { kind: "busy"; retryAfterSeconds: number | null }
  | { kind: "signed-out" };

/** How a flush ended. */
export type FlushEnd = "empty" | "offline" | "busy" | "signed-out";

const PER_REQUEST = 50;

/**
 * Sends what waits, oldest first, until nothing does or the server cannot take it. An entry leaves the store only when the server has
 * acknowledged it; a refused one stays, with the reason.
 *
 * @returns How it ended, what was acknowledged, and the wait that the server asked for.
 */
export async function flushOutbox(
  store: OutboxStore,
  scope: string,
  send: (labels: SubmittedLabel[]) => Promise<SendResult>,
): Promise<{ end: FlushEnd; acknowledged: number; retryAfterSeconds: number | null }> {
  let acknowledged = 0;
  for (;;) {
    const waiting = (await store.list(scope)).filter((entry) => entry.refusal === null).slice(0, PER_REQUEST);
    if (waiting.length === 0) return { end: "empty", acknowledged, retryAfterSeconds: null };
    const result = await send(waiting.map((entry) => entry.label));
    if (result.kind !== "answered") {
      return { end: result.kind, acknowledged, retryAfterSeconds: result.kind === "busy" ? result.retryAfterSeconds : null };
    }
    const mine = result.acknowledgements.filter((each) => waiting.some((entry) => entry.eventId === each.eventId));
    // An answer that speaks of none of them is no acknowledgement; asking again at once would never end.
    if (mine.length === 0) return { end: "busy", acknowledged, retryAfterSeconds: null };
    const done = mine.filter((each) => each.status !== "refused");
    await store.remove(done.map((each) => each.eventId));
    for (const each of mine) if (each.status === "refused") await store.refuse(each.eventId, each.message);
    acknowledged += done.length;
  }
}
