import { newId } from "@/lib/ids";
import type { Acknowledgement } from "@/lib/labels/types";
import type { Queue } from "@/lib/rounds/types";
import type { Random } from "@/lib/stats/random";
import { type Intent, Ledger } from "./ledger";

/** What a scripted annotator needs to know. */
export interface AnnotatorScript {
  url: string;
  cookie: string;
  roundId: string;
  criterionId: string;
  ledger: string;
  random: Random;
  /** The name of a label in the ledger, from its token: assignment and criterion. */
  toLabel: (token: string) => string;
}

/** What an annotator did so far. */
export interface AnnotatorCount {
  acknowledged: number;
  /** Answers that failed, by the network or by the server, and were sent again. */
  retries: number;
  /** Sent again although they were acknowledged, as after a lost reply. */
  repeats: number;
}

interface Decision {
  intent: Intent;
  body: Record<string, unknown>;
}

const PAUSE_MS = { least: 20, most: 250 };
const REQUEST_MS = 15_000;

/**
 * Labels like a browser's outbox until it is told to stop: one request at a time, each decision on the ledger before it is sent and again
 * when it is acknowledged, sent until it is answered, however often the server dies. Some go in batches, some are changed, some are taken
 * back, some are sent twice. What it did is counted in `count` as it goes.
 */
export async function annotate(script: AnnotatorScript, count: AnnotatorCount, isOver: () => boolean): Promise<void> {
  const { random } = script;
  const ledger = new Ledger(script.ledger);
  const labelled: string[] = [];
  let waiting: string[] = [];
  let after = -1;
  while (!isOver()) {
    if (waiting.length === 0) {
      const queue = await get<Queue>(script, `/api/rounds/${script.roundId}/queue?limit=20&after=${after}`, count);
      waiting = queue.items.map((item) => item.token);
      after = queue.next ?? after;
      if (waiting.length === 0) after = -1;
    }
    const tokens = choose(waiting, labelled, random);
    if (tokens.length === 0) break;
    const decisions = tokens.map(({ token, isUndo }) => decide(script, token, isUndo));
    ledger.write(decisions.map((decision) => decision.intent));
    await send(script, ledger, decisions, count);
    if (random.below(10) === 0) {
      count.repeats++;
      await send(script, ledger, decisions, count);
    }
  }
  ledger.close();
}

// Of a hundred: 86 labels one by one, 6 batches, 5 changes, 3 taken back.
function choose(waiting: string[], labelled: string[], random: Random): { token: string; isUndo: boolean }[] {
  const lot = random.below(100);
  const earlier = labelled[random.below(Math.max(1, labelled.length))];
  if (earlier && (lot >= 92 || waiting.length === 0)) {
    const isUndo = lot >= 97;
    if (isUndo) labelled.splice(labelled.indexOf(earlier), 1);
    return [{ token: earlier, isUndo }];
  }
  const taken = waiting.splice(0, lot >= 86 ? 5 : 1);
  for (const token of taken) if (!labelled.includes(token)) labelled.push(token);
  return taken.map((token) => ({ token, isUndo: false }));
}

function decide({ random, criterionId, toLabel }: AnnotatorScript, token: string, isUndo: boolean): Decision {
  const eventId = newId();
  const press = isUndo
    ? null
    : { side: random.below(2) === 0 ? ("LEFT" as const) : ("RIGHT" as const), level: 1 + random.below(4) };
  const common = { eventId, token, criterionId, decidedAt: new Date().toISOString() };
  return {
    intent: { kind: "intent", eventId, label: toLabel(token), press },
    body: press
      ? { ...common, answer: "PREFERENCE", ...press, durationMs: 1000 + random.below(9000), idleMs: 0 }
      : { ...common, answer: "UNDO" },
  };
}

async function send(
  script: AnnotatorScript,
  ledger: Ledger,
  decisions: readonly Decision[],
  count: AnnotatorCount,
): Promise<void> {
  const answer = await request(script, count, "/api/labels", {
    method: "POST",
    body: JSON.stringify({ labels: decisions.map((decision) => decision.body) }),
  });
  const { acknowledgements } = (await answer) as { acknowledgements: Acknowledgement[] };
  ledger.write(
    acknowledgements.map((each) =>
      each.status === "refused"
        ? { kind: "refused", eventId: each.eventId, message: `${each.code}: ${each.message}` }
        : { kind: "ack", eventId: each.eventId, status: each.status },
    ),
  );
  count.acknowledged += acknowledgements.filter((each) => each.status === "stored").length;
}

async function get<T>(script: AnnotatorScript, path: string, count: AnnotatorCount): Promise<T> {
  return (await request(script, count, path, { method: "GET" })) as T;
}

// Until there is an answer that the server means: refusals of labels have a body, everything else is tried again.
async function request(script: AnnotatorScript, count: AnnotatorCount, path: string, init: RequestInit): Promise<unknown> {
  const headers = { cookie: script.cookie, origin: script.url, "content-type": "application/json" };
  for (;;) {
    try {
      const response = await fetch(`${script.url}${path}`, { ...init, headers, signal: AbortSignal.timeout(REQUEST_MS) });
      const body: unknown = await response.json();
      if (response.ok || (typeof body === "object" && body !== null && "acknowledgements" in body)) return body;
      if (response.status < 500 && response.status !== 429)
        throw new Refusal(`${path} answered ${response.status}: ${JSON.stringify(body)}`);
    } catch (error) {
      if (error instanceof Refusal) throw error;
    }
    count.retries++;
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS.least + script.random.below(PAUSE_MS.most - PAUSE_MS.least)));
  }
}

class Refusal extends Error {}
