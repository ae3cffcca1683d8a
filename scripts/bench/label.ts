// Line 1: a label by HTTP, durable, through session, validation and the door, beside an empty Next.js route and PostgreSQL itself.
import net from "node:net";
import { startEmptyNext } from "./empty-next";
import { median, printFigure, quantile, round } from "./figure";
import { type Load, postAll } from "./load";
import { measurePgbench } from "./pgbench-labels";
import { joinServer, readMemory, startServer } from "./server";

const CLIENTS = 16;
const COMPARISONS = 3_300;
const LABELS = 3_000;
const BATCH = 20;
const RUNS = 5;
const TARGET = { ofEmpty: 0.6, ofPgbench: 0.2, flat: 1.1 };

const server = await startServer();
joinServer(server);
const { startLabellers } = await import("./labellers");
const labellers = await startLabellers(server.url, { people: CLIENTS, comparisons: COMPARISONS });
const empty = await startEmptyNext(await freePort());
try {
  await measureFlat();
  const { single, emptyRates } = await measureSingle();
  const batched = await measureBatches();
  const limit = await measurePgbench(server.databaseUrl, labellers.projectId, CLIENTS);
  const labelsPerSecond = median(single.map((load) => load.perSecond));
  const emptyPerSecond = median(emptyRates);
  printFigure({
    line: 1,
    name: `label by HTTP, ${CLIENTS} clients, one a request`,
    value: round(labelsPerSecond, 0),
    unit: "labels/s",
    target: round(emptyPerSecond * TARGET.ofEmpty, 0),
    ...(limit ? { limit: round(limit.perSecond, 0) } : {}),
    peer: { name: "empty Next.js route, same clients", value: round(emptyPerSecond, 0), unit: "requests/s" },
    ratio: round(labelsPerSecond / emptyPerSecond),
    answersEqual: single.every((load) => load.failed === 0),
    rssMiB: Math.max(...readMemory(server.pid).map(({ mib }) => mib)),
    runs: RUNS,
  });
  printLatency(single.flatMap((load) => load.latencies));
  printFigure({
    line: 1,
    name: `label by HTTP, ${CLIENTS} clients, ${BATCH} a request`,
    value: round(median(batched.map((load) => load.perSecond)) * BATCH, 0),
    unit: "labels/s",
    ...(limit
      ? {
          target: round(limit.perSecond * TARGET.ofPgbench, 0),
          limit: round(limit.perSecond, 0),
          peer: {
            name: `${limit.version}, label and event in one statement`,
            value: round(limit.perSecond, 0),
            unit: "labels/s",
          },
          ratio: round((median(batched.map((load) => load.perSecond)) * BATCH) / limit.perSecond),
        }
      : { note: "pgbench is not installed here: no limit was measured" }),
    answersEqual: batched.every((load) => load.failed === 0),
    runs: RUNS,
  });
} finally {
  await empty.stop();
  await server.stop();
}

/** One person, 3,000 labels in a row: does the last take longer than the first? */
async function measureFlat(): Promise<void> {
  await warmUp();
  const load = await postLabels(1, LABELS, 1);
  const window = LABELS / 10;
  const first = median(load.latencies.slice(window / 3, window));
  const last = median(load.latencies.slice(-window));
  printFigure({
    line: 1,
    name: `label by HTTP, one person, median of labels ${LABELS - window} to ${LABELS}`,
    value: round(last),
    unit: "ms",
    target: round(first * TARGET.flat),
    peer: { name: `median of labels ${window / 3} to ${window}`, value: round(first), unit: "ms" },
    ratio: round(last / first),
    answersEqual: load.failed === 0,
    runs: 1,
  });
}

// The first hundred requests compile, connect and prepare.
async function warmUp(): Promise<void> {
  await postLabels(CLIENTS, 20 * CLIENTS, 1);
  await postEmpty(1_000);
}

async function measureSingle(): Promise<{ single: Load[]; emptyRates: number[] }> {
  const single: Load[] = [];
  const emptyRates: number[] = [];
  for (let run = 0; run < RUNS; run++) {
    single.push(await postLabels(CLIENTS, LABELS, 1));
    emptyRates.push((await postEmpty(LABELS)).perSecond);
  }
  return { single, emptyRates };
}

async function measureBatches(): Promise<Load[]> {
  const loads: Load[] = [];
  for (let run = 0; run < RUNS; run++) loads.push(await postLabels(CLIENTS, LABELS, BATCH));
  return loads;
}

function postLabels(clients: number, labels: number, perRequest: number): Promise<Load> {
  let left = Math.floor(labels / perRequest);
  return postAll({
    url: server.url,
    clients,
    headers: (client) => labellers.headers(client),
    next: (client) => (left-- > 0 ? { path: "/api/labels", body: labellers.nextBody(client, perRequest) } : null),
    isGood: (body) => body.split('"stored"').length - 1 === perRequest,
  });
}

/** The same clients and bodies at a route that does nothing. */
function postEmpty(requests: number): Promise<Load> {
  let left = requests;
  return postAll({
    url: empty.url,
    clients: CLIENTS,
    headers: (client) => labellers.headers(client),
    next: (client) => (left-- > 0 ? { path: empty.path, body: labellers.sampleBody(client) } : null),
  });
}

function printLatency(latencies: readonly number[]): void {
  for (const [name, p, target] of [
    ["p50", 0.5, undefined],
    ["p99", 0.99, 30],
  ] as const) {
    printFigure({
      line: 1,
      name: `label by HTTP, ${CLIENTS} clients, one a request, ${name}`,
      value: round(quantile(latencies, p), 1),
      unit: "ms",
      ...(target === undefined ? {} : { target }),
      runs: RUNS,
    });
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = net.createServer().listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === "object" && address !== null ? address.port : 0));
    });
  });
}
