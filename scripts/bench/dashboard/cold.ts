// Line 5, cold: all labels of a project from the database to coefficients, beside the same COPY thrown away, which nothing can beat.
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { to as copyTo } from "pg-copy-streams";
import { openDatabase } from "@/lib/db/open";
import { median, printFigure, round } from "@/scripts/bench/figure";
import { fillProject } from "./fill";

const { values } = parseArgs({
  options: {
    labels: { type: "string", default: "1000000" },
    runs: { type: "string", default: "5" },
    /** A data folder that is kept and filled once. */
    data: { type: "string" },
  },
});
const TARGET_MS = 1200;

const folder = values.data ?? fs.mkdtempSync(path.join(os.tmpdir(), "concord-bench-cold-"));
fs.mkdirSync(folder, { recursive: true });
fs.chmodSync(folder, 0o755);
const database = await openDatabase({
  databaseUrl: undefined,
  dataFolder: folder,
  migrations: path.resolve("prisma/migrations"),
});
process.env.DATABASE_URL = database.url;
process.env.CONCORD_DATA = folder;
const { closeDb, db } = await import("@/lib/db/client");
const { pool } = await import("@/lib/db/pool");
const { createCriterion, createProject } = await import("@/lib/testing/factories");
const { getLabelColumns } = await import("@/lib/labels/label-columns");
const { toRatings } = await import("@/lib/agreement/ratings");
const { makeAgreementReport } = await import("@/lib/agreement/make-report");
const { AgreementOptions } = await import("@/lib/agreement/schema");
const { addPair, createPairTallies, endPairCluster, toPairFigures } = await import("@/lib/agreement/score-tables");
const { createBreathing, nextTurn } = await import("@/lib/agreement/figures");
try {
  await measure();
} finally {
  await closeDb();
  await database.close();
  if (!values.data) fs.rmSync(folder, { recursive: true, force: true });
}

async function findProject(): Promise<{ id: string; slug: string }> {
  const name = `cold ${values.labels}`;
  const known = await db().project.findFirst({ where: { name } });
  if (known) return known;
  const project = await createProject({ name });
  await createCriterion(project);
  await fillProject(database.url, { projectId: project.id, comparisons: Number(values.labels) / 2 });
  return project;
}

async function measure(): Promise<void> {
  const project = await findProject();
  const times = { columns: [] as number[], coefficients: [] as number[], copy: [] as number[] };
  let labels = 0;
  for (let run = 0; run < Number(values.runs); run++) {
    times.copy.push(await timed(() => copyAll(project.id)));
    globalThis.concordLabelColumns = undefined;
    const begun = performance.now();
    const columns = await getLabelColumns(project.id);
    times.columns.push(performance.now() - begun);
    labels = columns.count;
    await coefficients(columns);
    times.coefficients.push(performance.now() - begun);
  }
  const options = AgreementOptions.parse({});
  const report = await timed(() => makeAgreementReport({ project: { id: project.id, slug: project.slug }, options }));
  const again = await timed(() =>
    makeAgreementReport({ project: { id: project.id, slug: project.slug }, options: { ...options, ties: "category" } }),
  );
  const common = { line: 5, runs: Number(values.runs), rssMiB: Math.round(process.memoryUsage().rss / 1_048_576) };
  const limit = round(median(times.copy), 0);
  const of = `${labels} labels, cold from the database`;
  printFigure({ ...common, name: `${of}: read into columns`, value: round(median(times.columns), 0), unit: "ms", limit });
  printFigure({
    ...common,
    name: `${of}: 13 coefficients of people against a judge, with intervals`,
    value: round(median(times.coefficients), 0),
    unit: "ms",
    target: TARGET_MS,
    limit,
    ratio: round(median(times.coefficients) / limit),
    note: "limit: the same COPY of the labels' thirteen fields, read and thrown away",
  });
  printFigure({
    ...common,
    runs: 1,
    name: `${labels} labels: the first whole report, columns read`,
    value: round(report, 0),
    unit: "ms",
  });
  printFigure({ ...common, runs: 1, name: `${labels} labels: a report under other rules`, value: round(again, 0), unit: "ms" });
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
}

/** All pairs of a person's label and the first judge's, in tables of categories and of scores. */
async function coefficients(columns: Awaited<ReturnType<typeof getLabelColumns>>): Promise<void> {
  const ratings = toRatings(columns, { ties: "exclude", invalid: "drop", criterion: 0, round: null, kinds: ["HUMAN", "AI"] });
  const judge = ratings.annotators.findIndex(({ kind }) => kind === "AI");
  const tallies = createPairTallies(ratings);
  for (let u = 0; u < ratings.units; u++) {
    const end = ratings.starts[u + 1] ?? 0;
    for (let own = ratings.peopleEnds[u] ?? 0; own < end; own++) {
      if (ratings.annotator[own] !== judge) continue;
      for (let r = ratings.starts[u] ?? 0; r < (ratings.peopleEnds[u] ?? 0); r++) addPair(tallies, ratings, r, own);
    }
    if (ratings.endsCluster[u] === 1) endPairCluster(tallies);
  }
  const resampling = { seed: 1, resamples: 2000, breathe: createBreathing(nextTurn) };
  const n = { comparisons: ratings.units, labels: ratings.annotator.length, annotators: ratings.annotators.length, dropped: 0 };
  await toPairFigures(ratings, tallies, { resampling, stream: "cold", n });
}

async function copyAll(projectId: string): Promise<void> {
  const client = await pool().connect();
  try {
    const fields = `id, "comparisonId", "annotatorId", "criterionId", "roundId", "repeatIndex", 0::int2, score, "probabilityB",
      "probabilityBClamped", "presentedSwapped", "orderConsistent", "strengthKnown", "submittedAt"`;
    const chunks = client.query(
      copyTo(`copy (select ${fields} from "Label" where "projectId" = '${projectId}') to stdout (format binary)`),
    );
    for await (const _ of chunks) {
      // Thrown away.
    }
  } finally {
    client.release();
  }
}
