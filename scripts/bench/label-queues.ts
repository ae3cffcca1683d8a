// Line 1 with many people on one round: each asks for its queue and labels it, one label a request, until everything has its overlap.
//
//   node --conditions=react-server --import tsx scripts/bench/label-queues.ts [--labels 3000] [--clients 16,50]
import http from "node:http";
import { parseArgs } from "node:util";
import pg from "pg";
import { newId } from "@/lib/ids";
import type { Queue } from "@/lib/rounds/types";
import { createRandom, type Random } from "@/lib/stats/random";
import { median, printFigure, quantile, round } from "./figure";
import { send } from "./load";
import { joinServer, readMemory, startServer } from "./server";

/** The last tenth may take so much longer than the first. */
const FLAT = 1.1;
/** Overlap by number of people: each comparison is labelled by about a quarter of them. */
const overlapOf = (people: number): number => Math.max(2, Math.round(people / 4));

const { values } = parseArgs({
  options: { labels: { type: "string", default: "3000" }, clients: { type: "string", default: "16,50" } },
});
const labelsEach = Number(values.labels);

const server = await startServer();
joinServer(server);
const { startQueues } = await import("./queues");
try {
  for (const people of values.clients.split(",").map(Number)) {
    for (const dealing of ["PLANNED", "ON_DEMAND"] as const) await measure(people, dealing);
  }
} finally {
  await server.stop();
}

async function measure(people: number, dealing: "PLANNED" | "ON_DEMAND"): Promise<void> {
  const overlap = overlapOf(people);
  const comparisons = Math.ceil((people * labelsEach) / overlap);
  const queues = await startQueues({ people, comparisons, overlap, dealing });
  const begun = performance.now();
  const work = await Promise.all(
    queues.cookies.map((cookie, person) => labelAll(queues, cookie, createRandom(person, "presses"))),
  );
  const seconds = (performance.now() - begun) / 1000;
  const labels = work.flatMap((own) => own.labels);
  const tenth = Math.floor(labelsEach / 10);
  const first = median(work.flatMap((own) => own.labels.slice(tenth / 3, tenth)));
  const last = median(work.flatMap((own) => own.labels.slice(-tenth)));
  const isExact = await isEverythingLabelled(queues.roundId, comparisons, overlap);
  const name = `${people} people on one round, ${dealing === "PLANNED" ? "planned" : "as they ask"}, overlap ${overlap}`;
  const common = {
    line: 1,
    answersEqual: isExact && work.every((own) => own.failed === 0),
    runs: 1,
  };
  printFigure({
    ...common,
    name,
    value: round(labels.length / seconds, 0),
    unit: "labels/s",
    rssMiB: Math.max(...readMemory(server.pid).map(({ mib }) => mib)),
  });
  printFigure({ ...common, name: `${name}, a label, p50`, value: round(median(labels), 1), unit: "ms" });
  printFigure({ ...common, name: `${name}, a label, p99`, value: round(quantile(labels, 0.99), 1), unit: "ms" });
  const fetches = work.flatMap((own) => own.fetches);
  printFigure({ ...common, name: `${name}, 20 comparisons, p99`, value: round(quantile(fetches, 0.99), 1), unit: "ms" });
  printFigure({
    ...common,
    name: `${name}, a label, median of each one's last ${tenth}`,
    value: round(last),
    unit: "ms",
    target: round(first * FLAT),
    peer: { name: `median of labels ${Math.floor(tenth / 3)} to ${tenth}`, value: round(first), unit: "ms" },
    ratio: round(last / first),
  });
}

interface Work {
  /** Milliseconds of each label, and of each queue that was asked for. */
  labels: number[];
  fetches: number[];
  failed: number;
}

async function labelAll(
  { roundId, criterionId }: { roundId: string; criterionId: string },
  cookie: string,
  random: Random,
): Promise<Work> {
  const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
  const { hostname, port, host } = new URL(server.url);
  const where = { agent, hostname: hostname === "localhost" ? "127.0.0.1" : hostname, port };
  const headers = { cookie, origin: server.url, host, "content-type": "application/json" };
  const work: Work = { labels: [], fetches: [], failed: 0 };
  let after: number | null = -1;
  while (after !== null) {
    const asked = performance.now();
    const path = `/api/rounds/${roundId}/queue?limit=20&after=${after}`;
    const answer = await send(where, { method: "GET", path, body: "" }, headers);
    work.fetches.push(performance.now() - asked);
    if (answer.status !== 200) throw new Error(`${path} answered ${answer.status}: ${answer.body.slice(0, 200)}`);
    const queue = JSON.parse(answer.body) as Queue;
    for (const { token } of queue.items) {
      const body = JSON.stringify({ labels: [toLabel(token, criterionId, random)] });
      const at = performance.now();
      const { status, body: acknowledged } = await send(where, { method: "POST", path: "/api/labels", body }, headers);
      work.labels.push(performance.now() - at);
      if (status !== 200 || !acknowledged.includes('"stored"')) work.failed++;
    }
    after = queue.next;
  }
  agent.destroy();
  return work;
}

function toLabel(token: string, criterionId: string, random: Random) {
  return {
    eventId: newId(),
    token,
    criterionId,
    answer: "PREFERENCE",
    side: random.below(2) === 0 ? "LEFT" : "RIGHT",
    level: 1 + random.below(4),
    durationMs: 1000 + random.below(60_000),
    idleMs: 0,
    decidedAt: new Date().toISOString(),
  };
}

/** Every comparison has exactly its overlap, by different people, and nothing beside it. */
async function isEverythingLabelled(roundId: string, comparisons: number, overlap: number): Promise<boolean> {
  const client = new pg.Client({ connectionString: server.databaseUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ exact: number; others: number }>(
      `select count(*) filter (where n = $2 and people = $2)::int as exact, count(*) filter (where n <> $2 or people <> $2)::int as others
       from (select count(*) as n, count(distinct "annotatorId") as people from "Label" where "roundId" = $1 group by "comparisonId") t`,
      [roundId, overlap],
    );
    return rows[0]?.exact === comparisons && rows[0].others === 0;
  } finally {
    await client.end();
  }
}
