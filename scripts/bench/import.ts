// Line 3: importing 100,000 comparisons (222 MB from a seed) against COPY of the same rows, prepared, into the same tables and indexes.
import { spawn } from "node:child_process";
import { createReadStream, createWriteStream } from "node:fs";
import fs from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import pg from "pg";
import { from as copyFrom, to as copyTo } from "pg-copy-streams";
import { systemActor } from "@/lib/auth/user-id";
import { keepHeapSmall } from "@/lib/cli/frame/keep-heap-small";
import { ParquetEncoder } from "@/lib/datasets/export/write/encode-parquet";
import { encodeTable } from "@/lib/datasets/export/write/encode-text";
import { importDataset } from "@/lib/datasets/import-dataset";
import { pointAtDatabase } from "@/lib/db/address";
import { closeDb } from "@/lib/db/client";
import { startEmbedded } from "@/lib/db/embedded";
import { migrate } from "@/lib/db/migrate";
import { createProject } from "@/lib/projects/create-project";
import { ProjectInput } from "@/lib/projects/schema";
import { createRandom, type Random } from "@/lib/stats/random";
import { median, printFigure, round } from "./figure";

const ROWS = Number(process.env.BENCH_ROWS ?? 100_000);
/** Bring 100,000 rows to 222 MB, long letters and JSON included. */
const CHARACTERS = { "concord-jsonl": 2106, "hh-rlhf": 2024 } as const;
const SEED = 3;
const RUNS = Number(process.env.BENCH_RUNS ?? 3);
/** Of what the file is made: the canonical lines and HH-RLHF's, the former packed, as a table, and as Parquet. */
const KINDS = ["concord-jsonl", "hh-rlhf", "gz", "csv", "parquet"] as const;
/** Of the table and the Parquet file. */
const COLUMNS = ["id", "prompt", "responseA", "responseB", "part"] as const;
const TABLES = ["Dataset", "Prompt", "Response", "Comparison", "Annotator", "Label", "LabelEvent"] as const;

type Kind = (typeof KINDS)[number];
type Shape = "concord-jsonl" | "hh-rlhf";

interface Imported {
  seconds: number;
  /** Peak of the importing process, everything in it. */
  rssMiB: number;
  stored: number;
  labels: number;
}

if (process.argv[2] === "--import") await importInChild(process.argv.slice(3));
else await main();

async function main(): Promise<void> {
  const folder = await fs.mkdtemp(path.join(os.tmpdir(), "concord-bench-"));
  await fs.chmod(folder, 0o755);
  const server = await startEmbedded(path.join(folder, "data"));
  try {
    await migrate(server.url, path.resolve("prisma/migrations"));
    const only = process.env.BENCH_KIND;
    for (const kind of KINDS) if (only === undefined || only === kind) await measure(server.url, folder, kind);
  } finally {
    await server.stop();
    await fs.rm(folder, { recursive: true, force: true });
  }
}

async function measure(url: string, folder: string, kind: Kind): Promise<void> {
  const file = path.join(folder, `sample.${kind}`);
  const bytes = await writeSample(file, kind);
  const project = await makeProject(url, kind);
  const imports: Imported[] = [];
  const floors: number[] = [];
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  let answersEqual = true;
  for (let run = 0; run < RUNS; run++) {
    await emptyTables(client);
    imports.push(await runChild(url, project, file));
    const before = await countRows(client);
    await dumpTables(client, folder);
    await emptyTables(client);
    floors.push(await loadTables(client, folder));
    const after = await countRows(client);
    answersEqual &&= JSON.stringify(before) === JSON.stringify(after) && before.Comparison === ROWS;
  }
  await client.end();
  await fs.rm(file);
  const rate = ROWS / median(imports.map(({ seconds }) => seconds));
  const floor = ROWS / median(floors);
  printFigure({
    line: 3,
    name: `import of ${ROWS.toLocaleString("en")} comparisons, ${round(bytes / 1e6, 0)} MB of text as ${kind}${imports[0]?.labels ? ", with labels" : ""}`,
    value: round(rate, 0),
    unit: "rows/s",
    target: 0.4,
    peer: { name: "COPY of prepared rows", value: round(floor, 0), unit: "rows/s" },
    ratio: round(rate / floor),
    answersEqual,
    rssMiB: Math.max(...imports.map(({ rssMiB }) => rssMiB)),
    runs: RUNS,
    note: "target is the ratio; RSS is the importing process's peak, limit 350 MiB",
  });
}

async function makeProject(url: string, name: string): Promise<string> {
  pointAtDatabase(url);
  const project = await createProject(
    systemActor("benchmark"),
    ProjectInput.parse({ name: `Bench ${name}`, description: "", scale: { preset: "HH_HELPFUL" } }),
  );
  await closeDb();
  return project.id;
}

/** Writes the file from the seed: words of a made-up language in texts of many lengths. */
async function writeSample(file: string, kind: Kind): Promise<number> {
  const shape: Shape = kind === "hh-rlhf" ? kind : "concord-jsonl";
  const random = createRandom(SEED);
  const words = Array.from({ length: 4000 }, () => makeWord(random));
  let bytes = 0;
  const columns = COLUMNS.map((name) => ({ name, type: "text" as const }));
  const table = encodeTable(columns, ",");
  const parquet = new ParquetEncoder(columns);
  const encode = (row: Record<string, unknown>, index: number): string | Uint8Array => {
    const line = `${JSON.stringify(row)}\n`;
    bytes += Buffer.byteLength(line);
    const cells = COLUMNS.map((name) => (name === "part" ? JSON.stringify(row.metadata) : row[name]));
    if (kind === "parquet") return parquet.row(cells);
    return kind === "csv" ? table.row(cells, index) : line;
  };
  async function* rows() {
    if (kind === "csv") yield Buffer.from(table.begin);
    for (let index = 0; index < ROWS; index += 100) {
      const block: Uint8Array[] = [];
      for (let each = index; each < Math.min(ROWS, index + 100); each++) {
        block.push(Buffer.from(encode(makeRow(random, words, each, shape), each)));
      }
      yield Buffer.concat(block);
    }
    if (kind === "parquet") yield parquet.end();
  }
  await (kind === "gz"
    ? pipeline(rows, createGzip({ level: 1 }), createWriteStream(file))
    : pipeline(rows, createWriteStream(file)));
  return bytes;
}

function makeRow(random: Random, words: readonly string[], index: number, shape: Shape): Record<string, unknown> {
  const size = (share: number) => Math.round(CHARACTERS[shape] * share * (0.5 + random.next()));
  if (shape === "concord-jsonl") {
    const prompt = makeText(random, words, size(0.2));
    return {
      id: `row-${index}`,
      prompt,
      responseA: makeText(random, words, size(0.37)),
      responseB: makeText(random, words, size(0.37)),
      metadata: { part: index % 7 },
    };
  }
  const history = `\n\nHuman: ${makeText(random, words, size(0.18))}\n\nAssistant: `;
  return { chosen: history + makeText(random, words, size(0.31)), rejected: history + makeText(random, words, size(0.31)) };
}

function makeText(random: Random, words: readonly string[], characters: number): string {
  let text = "";
  while (text.length < characters) {
    text += words[Math.floor(random.next() * words.length)];
    text += random.next() < 0.08 ? ".\n" : " ";
  }
  return text.slice(0, characters);
}

function makeWord(random: Random): string {
  const letters = "etaoinshrdlucmfwypvbgkéß";
  const length = 2 + Math.floor(random.next() * 8);
  return Array.from({ length }, () => letters[Math.floor(random.next() * letters.length)]).join("");
}

function runChild(url: string, project: string, file: string): Promise<Imported> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [...process.execArgv, import.meta.filename, "--import", project, file], {
      // As scripts/concord.mjs starts `concord import`.
      env: { MALLOC_ARENA_MAX: "2", ...process.env, DATABASE_URL: url },
      stdio: ["ignore", "pipe", "inherit"],
    });
    let output = "";
    child.stdout.on("data", (chunk: Buffer) => {
      output += chunk.toString();
    });
    child.once("exit", (code) =>
      code === 0 ? resolve(JSON.parse(output) as Imported) : reject(new Error(`import ended with ${code}`)),
    );
  });
}

async function importInChild([project = "", file = ""]: readonly string[]): Promise<void> {
  keepHeapSmall();
  const begun = performance.now();
  const report = await importDataset(systemActor("benchmark"), project, createReadStream(file), {
    fileName: path.basename(file),
  });
  const seconds = (performance.now() - begun) / 1000;
  const rssMiB = Math.round(process.resourceUsage().maxRSS / 1024);
  await closeDb();
  console.log(JSON.stringify({ seconds, rssMiB, stored: report.new, labels: report.labels.new } satisfies Imported));
}

async function emptyTables(client: pg.Client): Promise<void> {
  await client.query(`truncate ${TABLES.map((table) => `"${table}"`).join(", ")} cascade`);
  await client.query("checkpoint");
}

async function dumpTables(client: pg.Client, folder: string): Promise<void> {
  for (const table of TABLES) {
    const rows = client.query(copyTo(`copy "${table}" to stdout with (format binary)`));
    await pipeline(rows, createWriteStream(path.join(folder, `${table}.copy`)));
  }
}

/** The floor: nothing is parsed, checked or looked up; the same rows go into the same tables, with their indexes and foreign keys. */
async function loadTables(client: pg.Client, folder: string): Promise<number> {
  const begun = performance.now();
  await client.query("begin");
  for (const table of TABLES) {
    const rows = createReadStream(path.join(folder, `${table}.copy`), { highWaterMark: 1024 * 1024 });
    await pipeline(rows, client.query(copyFrom(`copy "${table}" from stdin with (format binary)`)));
  }
  await client.query("commit");
  return (performance.now() - begun) / 1000;
}

async function countRows(client: pg.Client): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const table of TABLES) {
    const { rows } = await client.query<{ n: number }>(`select count(*)::int as n from "${table}"`);
    counts[table] = rows[0]?.n ?? 0;
  }
  return counts;
}
