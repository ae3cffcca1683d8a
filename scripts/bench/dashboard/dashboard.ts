// Line 9: a project's pages and the agreement API with 10,000 and with 1,000,000 labels, while 20 labels a second arrive by the door.
import fs from "node:fs";
import http from "node:http";
import os from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import pg from "pg";
import { median, printFigure, quantile, round } from "@/scripts/bench/figure";
import { send } from "@/scripts/bench/load";
import { joinServer, readMemory, startServer } from "@/scripts/bench/server";
import { fillProject } from "./fill";
import { measurePainted } from "./painted";

const { values } = parseArgs({
  options: {
    labels: { type: "string", default: "10000,1000000" },
    requests: { type: "string", default: "150" },
    rate: { type: "string", default: "20" },
  },
});
const LOOP_LIMIT_MS = 50;
const PAGE = 50;
/** So many links to the next page are followed. */
const DEEP_PAGES = 60;

const loopFile = path.join(os.tmpdir(), `concord-bench-loop-${process.pid}`);
fs.writeFileSync(loopFile, "");
const server = await startServer({
  env: { NODE_OPTIONS: `--import ${path.join(import.meta.dirname, "loop-delay.mjs")}`, BENCH_LOOP_FILE: loopFile },
});
joinServer(server);
const { closeDb, db } = await import("@/lib/db/client");
const { startLabellers } = await import("@/scripts/bench/labellers");
const { createMember, createUser } = await import("@/lib/testing/factories");
const { sessionCookie } = await import("@/lib/testing/session-cookie");
const { api, paths } = await import("@/lib/paths");
type Labellers = Awaited<ReturnType<typeof startLabellers>>;

const agent = new http.Agent({ keepAlive: true });
const { hostname, port, host } = new URL(server.url);
const where = { agent, hostname: hostname === "localhost" ? "127.0.0.1" : hostname, port };
try {
  const small: Record<string, number> = {};
  for (const labels of values.labels.split(",").map(Number)) await measure(labels, small);
} finally {
  agent.destroy();
  await closeDb();
  await server.stop();
  fs.rmSync(loopFile, { force: true });
}

/** One size: the medians go to `small`, beside which those of the next size stand. */
async function measure(labels: number, small: Record<string, number>): Promise<void> {
  const labellers = await startLabellers(server.url, { people: 2, comparisons: 500 });
  const filling = performance.now();
  await fillProject(server.databaseUrl, { projectId: labellers.projectId, comparisons: labels / 2 });
  console.error(`filled ${labels} labels in ${round((performance.now() - filling) / 1000, 1)} s`);
  const project = await db().project.findUniqueOrThrow({ where: { id: labellers.projectId } });
  const owner = await createUser();
  await createMember(project, owner, "OWNER");
  const cookie = await sessionCookie(owner);
  const headers = { cookie: `${cookie.name}=${cookie.value}`, origin: server.url, host };
  const deep = await findDeepPlace(project.id);
  const disagreements = `${paths.disagreements(project.slug)}?of=humans&outcome=disagree`;

  const agreement = `/api/v1/projects/${project.slug}/agreement`;
  const pages: [string, () => string, number][] = [
    ["agreement API", () => agreement, 50],
    ["agreement API, another tie rule", () => `${agreement}?ties=category`, 50],
    ["project page", () => paths.project(project.slug), 250],
    ["agreement page", () => paths.agreement(project.slug), 250],
    ["dataset, page 1", () => paths.dataset(project.slug), 250],
    ["dataset, last page but one", () => `${paths.dataset(project.slug)}?after=${deep}`, 250],
    ["disagreements, page 1", () => disagreements, 250],
    ["disagreements, deep page", () => deepPage ?? disagreements, 250],
  ];
  let deepPage: string | null = null;
  const stop = keepLabelling(labellers);
  try {
    for (const [name, toPath, target] of pages) {
      if (name === "disagreements, deep page") deepPage = await follow(disagreements, headers);
      const begun = Date.now();
      const first = await get(toPath(), headers);
      const times: number[] = [];
      for (let i = 0; i < Number(values.requests); i++) times.push(await get(toPath(), headers));
      const loop = readLoop(begun, Date.now());
      const ofSmall = small[name];
      const common = { line: 9, runs: times.length };
      const what = `${name}, ${labels} labels`;
      printFigure({ ...common, name: `${what}, first`, value: round(first, 1), unit: "ms", runs: 1 });
      printFigure({
        ...common,
        name: `${what}, p50`,
        value: round(median(times), 1),
        unit: "ms",
        ...(ofSmall ? { target: round(1.5 * ofSmall, 1), ratio: round(median(times) / ofSmall) } : {}),
      });
      printFigure({ ...common, name: `${what}, p95`, value: round(quantile(times, 0.95), 1), unit: "ms", target });
      printFigure({ ...common, name: `${what}, slowest`, value: round(Math.max(...times), 1), unit: "ms" });
      printFigure({
        ...common,
        name: `${what}, longest hold-up of the server`,
        value: round(loop.max, 1),
        unit: "ms",
        target: LOOP_LIMIT_MS,
      });
      if (!ofSmall) small[name] = median(times);
    }
  } finally {
    const { sent, failed, late } = await stop();
    const memory = Math.max(...readMemory(server.pid).map(({ mib }) => mib));
    printFigure({
      line: 9,
      name: `labels that arrived meanwhile, ${labels} labels`,
      value: round(sent, 1),
      unit: "labels/s",
      answersEqual: failed === 0,
      rssMiB: memory,
    });
    printFigure({ line: 9, name: `a label meanwhile, p95, ${labels} labels`, value: round(quantile(late, 0.95), 1), unit: "ms" });
  }
  await aggregate(project.id, labels);
  await measurePainted({ url: server.url, path: paths.agreement(project.slug), cookie, labels });
}

/** The place before the last full page of the dataset. */
async function findDeepPlace(projectId: string): Promise<string> {
  const client = new pg.Client({ connectionString: server.databaseUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ id: string }>(
      `select id from "Comparison" where "projectId" = $1 order by id limit 1 offset ${PAGE * 2}`,
      [projectId],
    );
    return rows[0]?.id ?? "";
  } finally {
    await client.end();
  }
}

/** Goes to the next page again and again, by the pages' own links. @returns The last page that was reached. */
async function follow(from: string, headers: Record<string, string>): Promise<string> {
  let address = from;
  for (let page = 1; page <= DEEP_PAGES; page++) {
    const { body } = await send(where, { method: "GET", path: address, body: "" }, headers);
    const link = body.match(/<a [^>]*rel="next"[^>]*>/)?.[0].match(/href="([^"]+)"/)?.[1];
    if (!link) break;
    address = link.replaceAll("&amp;", "&");
  }
  return address;
}

async function get(address: string, headers: Record<string, string>): Promise<number> {
  const begun = performance.now();
  const { status, body } = await send(where, { method: "GET", path: address, body: "" }, headers);
  if (status !== 200) throw new Error(`${address} answered ${status}: ${body.slice(0, 300)}`);
  return performance.now() - begun;
}

/** Sends labels one by one at the given rate until it is stopped. */
function keepLabelling(labellers: Labellers) {
  const gap = 1000 / Number(values.rate);
  const begun = performance.now();
  const pending = new Set<Promise<void>>();
  const late: number[] = [];
  let sent = 0;
  let failed = 0;
  const timer = setInterval(() => {
    const at = performance.now();
    const one = send(
      where,
      { method: "POST", path: api.labels(), body: labellers.nextBody(sent % 2, 1) },
      { host, "content-type": "application/json", ...labellers.headers(sent % 2) },
    ).then(
      ({ status }) => {
        if (status !== 200) failed++;
        late.push(performance.now() - at);
      },
      () => {
        failed++;
      },
    );
    sent++;
    pending.add(one);
    void one.finally(() => pending.delete(one));
  }, gap);
  return async () => {
    clearInterval(timer);
    const seconds = (performance.now() - begun) / 1000;
    await Promise.all(pending);
    return { sent: sent / seconds, failed, late };
  };
}

function readLoop(from: number, to: number): { max: number } {
  const lines = fs.readFileSync(loopFile, "utf8").split("\n").filter(Boolean);
  const entries = lines.map((line) => JSON.parse(line) as { at: number; max: number });
  return { max: Math.max(0, ...entries.filter(({ at }) => at >= from && at <= to + 150).map(({ max }) => max)) };
}

/** What a page without kept columns would have to ask: one table of people against a judge, live. */
async function aggregate(projectId: string, labels: number): Promise<void> {
  const client = new pg.Client({ connectionString: server.databaseUrl });
  await client.connect();
  const times: number[] = [];
  for (let i = 0; i < 3; i++) {
    const begun = performance.now();
    await client.query(
      `select h.score as person, j.score as judge, count(*) from "Label" h join "Annotator" w on w.id = h."annotatorId" and w.kind = 'HUMAN'
       join "Label" j on j."comparisonId" = h."comparisonId" and j."criterionId" = h."criterionId"
       join "Annotator" k on k.id = j."annotatorId" and k.name = 'judge 1'
       where h."projectId" = $1 and j."projectId" = $1 group by 1, 2`,
      [projectId],
    );
    times.push(performance.now() - begun);
  }
  await client.end();
  printFigure({
    line: 9,
    name: `one table of people against a judge, live in SQL, ${labels} labels`,
    value: round(median(times), 1),
    unit: "ms",
    runs: 3,
  });
}
