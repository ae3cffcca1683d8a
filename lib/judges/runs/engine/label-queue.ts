import "server-only";
import { setTimeout as sleep } from "node:timers/promises";
import { db } from "@/lib/db/client";
import { pool } from "@/lib/db/pool";
import { PATIENT } from "@/lib/judges/calls/hold-comparison";
import { labelComparisons } from "@/lib/judges/calls/label-comparison";
import type { RunFacts } from "@/lib/judges/runs/run-facts";
import { log } from "@/lib/log";

/** Comparisons labelled in one transaction. */
const AT_ONCE = 50;
/** Answers come one by one, labels are cheaper together. */
const GATHER_MS = 25;
const AFTER_ERROR_MS = 1_000;
const TRIES = 5;

/** Makes labels of answered calls, some at a time. */
export interface LabelQueue {
  /** Comparisons of which a call was stored: each is labelled if that was its last. */
  add(comparisonId: string): void;
  /** Settles when everything that was added is labelled. */
  flush(): Promise<void>;
}

/**
 * Makes the labels of a run's comparisons behind its calls: the answers are stored already, and whatever a crash leaves without its label is
 * found by `labelLeftovers` before the run ends.
 */
export function createLabelQueue(facts: RunFacts): LabelQueue {
  const waiting = new Set<string>();
  let working: Promise<void> | null = null;

  async function work(): Promise<void> {
    for (let failures = 0; waiting.size > 0; ) {
      const some = [...waiting].slice(0, AT_ONCE);
      for (const id of some) waiting.delete(id);
      try {
        await labelAll(facts, some);
        failures = 0;
      } catch (err) {
        log().error({ err, runId: facts.runId }, "labels of a judge could not be made yet");
        // What fails again and again is left to the end of the run, which tries once more.
        if (++failures >= TRIES) return;
        for (const id of some) waiting.add(id);
        await sleep(AFTER_ERROR_MS, undefined, { ref: false });
      }
    }
  }

  async function start(): Promise<void> {
    await sleep(GATHER_MS, undefined, { ref: false });
    await work();
  }

  const ensure = (): Promise<void> => {
    working ??= start().finally(() => {
      working = null;
    });
    return working;
  };

  return {
    add: (comparisonId) => {
      waiting.add(comparisonId);
      void ensure();
    },
    flush: async () => {
      while (working !== null || waiting.size > 0) await ensure();
    },
  };
}

/** Labels the comparisons of a run whose calls are all answered and that have no label: a crash came between the two. */
export async function labelLeftovers(facts: RunFacts): Promise<void> {
  for (let after = "00000000-0000-0000-0000-000000000000"; ; ) {
    const { rows } = await pool().query<{ id: string }>({
      name: "judge-leftovers",
      text: LEFTOVERS,
      values: [facts.runId, facts.criterionId, facts.annotatorId, facts.roundId, after, AT_ONCE],
    });
    const last = rows.at(-1);
    if (!last) return;
    await labelAll(
      facts,
      rows.map(({ id }) => id),
    );
    after = last.id;
  }
}

const LEFTOVERS = `
  select distinct t."comparisonId"::text as id from "JudgeTask" t
  where t."runId" = $1 and t.state = 'DONE' and t.step = 'VERDICT' and t."comparisonId" > $5::uuid
    and not exists (
      select 1 from "Label" l where l."comparisonId" = t."comparisonId" and l."criterionId" = $2 and l."annotatorId" = $3
        and l."roundId" is not distinct from $4::uuid)
  order by 1 limit $6`;

function labelAll(facts: RunFacts, comparisonIds: readonly string[]): Promise<void> {
  return db().$transaction((transaction) => labelComparisons(transaction, comparisonIds, facts), PATIENT);
}
