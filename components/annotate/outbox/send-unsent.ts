import { countKinds, type EntryCount } from "./entry-words";
import { flushOutbox } from "./flush-outbox";
import { listUnsentScopes, openOutboxStore } from "./open-outbox-store";
import type { OutboxEntry } from "./outbox-store";
import { sendLabels } from "./send-labels";

/** A server that does not answer is not waited for by somebody who wants to leave. */
const PATIENCE_MILLISECONDS = 3000;

/**
 * Sends what a person has on this device and not sent, of all their rounds, before they sign out.
 *
 * @returns What is left: not sent in time, or refused.
 */
export async function sendUnsent(userId: string): Promise<EntryCount> {
  const scopes = await listUnsentScopes(userId);
  if (scopes.length === 0) return { labels: 0, notes: 0 };
  const store = await openOutboxStore();
  // One flusher a round: another tab that sends already is let do so.
  const flush = (scope: string) =>
    navigator.locks.request(`concord-outbox-${scope}`, { ifAvailable: true }, async (lock) => {
      if (lock) await flushOutbox(store, scope, sendLabels);
    });
  const patience = new Promise((resolve) => window.setTimeout(resolve, PATIENCE_MILLISECONDS));
  await Promise.race([Promise.all(scopes.map(flush)), patience]);
  const left: OutboxEntry[] = [];
  for (const scope of scopes) left.push(...(await store.list(scope)));
  return countKinds(left);
}
