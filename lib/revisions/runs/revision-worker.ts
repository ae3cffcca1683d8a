import "server-only";
import { type JobSource, startWorker, type Worker } from "@/lib/jobs/worker";
import { claimChains, extendLeases, type LeasedChain, listRunningRuns } from "./claim-chains";
import { getRevisionFacts, type RevisionFacts } from "./run-facts";
import { workChain } from "./work-chain";

/** Calls in flight at once in one process, over all runs. */
const CONCURRENCY = 32;
const IDLE_MS = 1_000;
const HEARTBEAT_MS = 8_000;

declare global {
  var concordRevisionWorker: Worker | undefined;
}

/** Starts this process's worker of revision chains; a second call changes nothing. Several processes may each have one. */
export function startRevisionWorker(): Worker {
  globalThis.concordRevisionWorker ??= startWorker(createSource(), {
    concurrency: CONCURRENCY,
    idleMs: IDLE_MS,
    heartbeatMs: HEARTBEAT_MS,
  });
  return globalThis.concordRevisionWorker;
}

/** Lets a worker of this process see a new or resumed run at once. */
export function wakeRevisionWorker(): void {
  globalThis.concordRevisionWorker?.wake();
}

/** Ends this process's worker: calls in flight are given up and their chains wait for the next one. */
export async function stopRevisionWorker(): Promise<void> {
  const worker = globalThis.concordRevisionWorker;
  globalThis.concordRevisionWorker = undefined;
  await worker?.stop();
}

function createSource(): JobSource<LeasedChain> {
  const facts = new Map<string, Promise<RevisionFacts>>();
  // Runs whose endpoint asked for a pause, with its end in milliseconds since 1970.
  const notBefore = new Map<string, number>();

  function factsOf(runId: string): Promise<RevisionFacts> {
    const known = facts.get(runId) ?? getRevisionFacts(runId);
    facts.set(runId, known);
    known.catch(() => facts.delete(runId));
    return known;
  }

  return {
    name: "revisions",
    claim: async (room) => {
      const runs = await listRunningRuns();
      for (const runId of facts.keys()) if (!runs.includes(runId)) facts.delete(runId);
      const claimed: LeasedChain[] = [];
      for (const runId of runs) {
        if ((notBefore.get(runId) ?? 0) > Date.now()) continue;
        claimed.push(...(await claimChains(runId, room - claimed.length)));
        if (claimed.length >= room) break;
      }
      return claimed;
    },
    work: async (chain, signal) => {
      const wait = await workChain(chain, await factsOf(chain.runId), signal);
      if (wait > 0) notBefore.set(chain.runId, Math.max(wait, notBefore.get(chain.runId) ?? 0));
    },
    extend: extendLeases,
  };
}
