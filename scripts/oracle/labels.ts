// Labels under fire: scripted annotators label on a real server, which is killed without warning and started again; then what they were
// promised is compared with what is stored. Run it after a build:
//
//   node --conditions=react-server --import tsx scripts/oracle/labels.ts [--kills 5] [--clients 16] [--seed 1] [--on-demand] [--keep]
//
// Ends with 0 only if nothing is lost, doubled, invented, changed or without its event, and every comparison has exactly its places.
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { createRandom } from "@/lib/stats/random";
import { joinServer } from "@/scripts/bench/server";
import { type AnnotatorCount, annotate } from "./annotator";
import { compare, type Differences } from "./compare";
import { type Fault, Instance, pause } from "./instance";
import { readLedger } from "./ledger";

/** Of a planned round, and for each kill of one that is dealt as people ask: there must be something left to the end. */
const COMPARISONS = { planned: 400, perKill: 100 };
/** Labels acknowledged before each kill, and after the last one; the server is never waited for longer than this. */
const LABELS = { least: 60, most: 400 };
const LONGEST_MS = 25_000;

const { values } = parseArgs({
  options: {
    kills: { type: "string", default: "5" },
    clients: { type: "string", default: "16" },
    seed: { type: "string", default: String(Date.now() % 1_000_000) },
    "on-demand": { type: "boolean", default: false },
    keep: { type: "boolean", default: false },
  },
});
const kills = toWhole("kills", values.kills, 0);
const clients = toWhole("clients", values.clients, 1);
const seed = toWhole("seed", values.seed, 0);
const isOnDemand = values["on-demand"];
const comparisons = isOnDemand ? COMPARISONS.perKill * (kills + 1) : COMPARISONS.planned;

if (!fs.existsSync("/proc/self/task")) {
  console.log("oracle: skipped, because it finds processes to kill by /proc, which this system does not have");
  process.exit(0);
}

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "concord-oracle-"));
fs.chmodSync(folder, 0o755);
const instance = new Instance(path.join(folder, "data"), undefined);
const random = createRandom(seed, "faults");
const begun = performance.now();
let differences: Differences;
try {
  differences = await run();
} finally {
  await instance.stop();
  if (values.keep) console.log(`oracle: ledgers and data are in ${folder}`);
  else fs.rmSync(folder, { recursive: true, force: true });
}
const broken = Object.values(differences).flat();
for (const sentence of broken.slice(0, 20)) console.error(`  ${sentence}`);
process.exit(broken.length === 0 ? 0 : 1);

async function run(): Promise<Differences> {
  const server = await instance.start();
  joinServer(server);
  // After joinServer: these rooms read the server's settings when they are loaded.
  const { startRoundOfClients } = await import("./start-round");
  const { projectId, scripts } = await startRoundOfClients(server, { clients, comparisons, folder, seed, isOnDemand });
  let isOver = false;
  const counts = scripts.map((): AnnotatorCount => ({ acknowledged: 0, retries: 0, repeats: 0 }));
  const running = Promise.all(scripts.map((script, index) => annotate(script, counts[index] as AnnotatorCount, () => isOver)));
  running.catch(() => {
    isOver = true;
  });
  const untilLabels = async (wanted: number) => {
    const goal = acknowledged(counts) + wanted;
    const end = performance.now() + LONGEST_MS;
    while (acknowledged(counts) < goal && performance.now() < end && !isOver) await pause(5);
  };
  const faults: Fault[] = [];
  for (let kill = 0; kill < kills && !isOver; kill++) {
    await untilLabels(LABELS.least + random.below(LABELS.most - LABELS.least));
    const fault: Fault = kill % 3 === 2 ? "database" : "server";
    await instance.kill(fault, random.below(600));
    faults.push(fault);
    await instance.start();
  }
  await untilLabels(LABELS.least);
  isOver = true;
  await running;
  const { readStored } = await import("./read-stored");
  const { findEmbedded } = await import("@/lib/db/embedded");
  const databaseUrl = await findEmbedded(instance.dataFolder);
  if (!databaseUrl) throw new Error("the database does not answer after the last start");
  const found = compare(
    scripts.map((script) => readLedger(script.ledger)),
    await readStored(databaseUrl, projectId),
  );
  report(faults, counts, found);
  return found;
}

function report(faults: readonly Fault[], counts: readonly AnnotatorCount[], found: Differences): void {
  const sum = (of: (count: AnnotatorCount) => number) => counts.reduce((total, count) => total + of(count), 0);
  const seconds = ((performance.now() - begun) / 1000).toFixed(0);
  console.log(
    [
      `oracle: ${faults.length} kills (${faults.filter((fault) => fault === "database").length} of the database)`,
      `${clients} annotators${isOnDemand ? ", comparisons reserved as they ask" : ""}`,
      `${acknowledged(counts)} labels acknowledged`,
      `${sum((count) => count.retries)} requests tried again, ${sum((count) => count.repeats)} sent twice`,
      Object.entries(found)
        .map(([name, list]) => `${list.length} ${name}`)
        .join(", "),
      `seed ${seed}, ${seconds} s`,
    ].join("; "),
  );
}

function acknowledged(counts: readonly AnnotatorCount[]): number {
  return counts.reduce((total, count) => total + count.acknowledged, 0);
}

function toWhole(name: string, text: string, least: number): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= least) return value;
  console.error(`--${name} is ${text}; give a whole number from ${least}.`);
  process.exit(2);
}
