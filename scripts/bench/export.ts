// Line 4: exporting labels with their texts against COPY of the same lines from a table in the same database.
import { spawn } from "node:child_process";
import { createReadStream, createWriteStream } from "node:fs";
import fs from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import pg from "pg";
import { from as copyFrom, to as copyTo } from "pg-copy-streams";
import { systemActor } from "@/lib/auth/user-id";
import { keepHeapSmall } from "@/lib/cli/frame/keep-heap-small";
import { exportDataset } from "@/lib/datasets/export-dataset";
import { importDataset } from "@/lib/datasets/import-dataset";
import type { ExportFormatName } from "@/lib/datasets/schema";
import { pointAtDatabase } from "@/lib/db/address";
import { closeDb } from "@/lib/db/client";
import { startEmbedded } from "@/lib/db/embedded";
import { migrate } from "@/lib/db/migrate";
import { createProject } from "@/lib/projects/create-project";
import { ProjectInput } from "@/lib/projects/schema";
import { createRandom } from "@/lib/stats/random";
import { printFigure, round } from "./figure";

const LABELS = Number(process.env.BENCH_LABELS ?? 1_000_000);
const LABELS_EACH = 10;
const CHARACTERS = 700;
const SEED = 4;

interface Exported {
  seconds: number;
  rssMiB: number;
  bytes: number;
  sha256: string;
  file: string;
}

if (process.argv[2] === "--export") await exportInChild(process.argv.slice(3));
else await main();

async function main(): Promise<void> {
  const folder = await fs.mkdtemp(path.join(os.tmpdir(), "concord-bench-"));
  await fs.chmod(folder, 0o755);
  const server = await startEmbedded(path.join(folder, "data"));
  try {
    await migrate(server.url, path.resolve("prisma/migrations"));
    pointAtDatabase(server.url);
    const sample = path.join(folder, "sample.jsonl");
    await pipeline(writeSample, createWriteStream(sample));
    const project = await fill("Bench", sample);
    const client = new pg.Client({ connectionString: server.url });
    await client.connect();
    await client.query("vacuum analyze");
    for (const format of ["trl", "concord-jsonl", "csv", "parquet"] as const) {
      const made = await runChild(server.url, project, folder, format);
      const isText = format === "trl" || format === "concord-jsonl";
      const floor = isText ? await copySeconds(client, made.file, folder) : null;
      const isEqual = format === "concord-jsonl" ? await isSameAgain(server.url, folder, made) : undefined;
      print(format, made, floor, isEqual);
    }
    await client.end();
  } finally {
    await closeDb();
    await server.stop();
    await fs.rm(folder, { recursive: true, force: true });
  }
}

function print(format: string, { seconds, rssMiB, bytes }: Exported, floor: number | null, isEqual: boolean | undefined): void {
  const rate = bytes / 1e6 / seconds;
  const copied = floor === null ? null : bytes / 1e6 / floor;
  printFigure({
    line: 4,
    name: `export of ${LABELS.toLocaleString("en")} labels with texts, ${round(bytes / 1e6, 0)} MB of ${format}`,
    value: round(rate, 1),
    unit: "MB/s",
    ...(copied === null
      ? {}
      : {
          target: 100,
          peer: { name: "COPY of the same lines", value: round(copied, 1), unit: "MB/s" },
          ratio: round(rate / copied),
        }),
    ...(isEqual === undefined ? {} : { answersEqual: isEqual }),
    rssMiB,
    runs: 1,
    note: "RSS is the exporting process's peak, limit 250 MiB",
  });
}

async function* writeSample(): AsyncGenerator<Buffer> {
  const random = createRandom(SEED);
  const letters = "etaoinshrdlu cmfwypvbgk éß\n";
  const text = () => Array.from({ length: CHARACTERS }, () => letters[Math.floor(random.next() * letters.length)]).join("");
  for (let row = 0; row < LABELS / LABELS_EACH; row++) {
    const labels = Array.from({ length: LABELS_EACH }, (_, each) => ({
      ...{ annotator: `person ${each}`, kind: "HUMAN", score: random.next() < 0.5 ? -2 : 3 },
      submittedAt: "2026-05-01T10:00:00.000Z",
    }));
    yield Buffer.from(`${JSON.stringify({ id: `row-${row}`, prompt: text(), responseA: text(), responseB: text(), labels })}\n`);
  }
}

async function fill(name: string, file: string): Promise<string> {
  const actor = systemActor("benchmark");
  const project = await createProject(actor, ProjectInput.parse({ name, description: "", scale: { preset: "HH_HELPFUL" } }));
  const report = await importDataset(actor, project.id, createReadStream(file), { format: "concord-jsonl" });
  if (report.refusedCount > 0) throw new Error("rows of the sample were refused");
  return project.id;
}

/** The file imported into an empty project and exported again is the file. */
async function isSameAgain(url: string, folder: string, { file, sha256 }: Exported): Promise<boolean> {
  const again = await runChild(url, await fill("Bench again", file), folder, "concord-jsonl");
  return again.sha256 === sha256;
}

/** Seconds in which COPY writes the same lines from a table that holds nothing else. */
async function copySeconds(client: pg.Client, file: string, folder: string): Promise<number> {
  await client.query("drop table if exists bench_lines; create unlogged table bench_lines (line jsonb)");
  // Bytes that no line has stand for quote and separator, so that each line is one value.
  const load = client.query(copyFrom(`copy bench_lines from stdin with (format csv, quote e'\\x01', delimiter e'\\x02')`));
  await pipeline(createReadStream(file), load);
  const begun = performance.now();
  await pipeline(client.query(copyTo("copy bench_lines to stdout")), createWriteStream(path.join(folder, "copied")));
  return (performance.now() - begun) / 1000;
}

function runChild(url: string, project: string, folder: string, format: ExportFormatName): Promise<Exported> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [...process.execArgv, import.meta.filename, "--export", project, format], {
      env: { MALLOC_ARENA_MAX: "2", ...process.env, DATABASE_URL: url, CONCORD_DATA: path.join(folder, "files") },
      stdio: ["ignore", "pipe", "inherit"],
    });
    let output = "";
    child.stdout.on("data", (chunk: Buffer) => {
      output += chunk.toString();
    });
    child.once("exit", (code) =>
      code === 0 ? resolve(JSON.parse(output) as Exported) : reject(new Error(`export ended with ${code}`)),
    );
  });
}

async function exportInChild([project = "", format = "trl"]: readonly string[]): Promise<void> {
  keepHeapSmall();
  const begun = performance.now();
  const { file, manifest } = await exportDataset(systemActor("benchmark"), project, { format: format as ExportFormatName });
  const seconds = (performance.now() - begun) / 1000;
  const rssMiB = Math.round(process.resourceUsage().maxRSS / 1024);
  await closeDb();
  const { bytes, sha256 } = manifest.file;
  console.log(JSON.stringify({ seconds, rssMiB, bytes, sha256, file } satisfies Exported));
}
