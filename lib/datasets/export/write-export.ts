import "server-only";
import fs from "node:fs/promises";
import path from "node:path";
import type { ExportField, ExportInput } from "@/lib/datasets/export-schema";
import { isWholeFormat, USUAL_FIELDS } from "@/lib/datasets/export-schema";
import type { ExportedFile, ExportManifest } from "@/lib/datasets/export-types";
import { softwareVersion } from "@/lib/instance/software-version";
import { type FileSink, openFileSink } from "./file-sink";
import { inSnapshot } from "./in-snapshot";
import { exportFile, holdExport } from "./jobs/lost-exports";
import { countComparisons, readComparisons } from "./read-comparisons";
import { findSelection } from "./selection";
import type { Split } from "./splits";
import { Tally } from "./tally";
import { createEncoder, type Encoder } from "./write/create-encoder";
import { type MadeRow, toRows } from "./write-rows";

const ENDINGS: Partial<Record<ExportInput["format"], string>> = {
  "concord-jsonl": "concord.jsonl",
  csv: "csv",
  "csv-spreadsheet": "spreadsheet.csv",
  tsv: "tsv",
  json: "json",
  jsonl: "jsonl",
  parquet: "parquet",
};

/** The end of a file's name: its format, how its rows stand in it, and how it is packed. */
function endingOf({ format, packing }: ExportInput): string {
  const ending = ENDINGS[format] ?? (packing === "parquet" ? `${format}.parquet` : `${format}.jsonl`);
  return packing === "gzip" ? `${ending}.gz` : ending;
}

/** One export to be written. */
export interface ExportWork {
  id: string;
  project: { id: string; slug: string; name: string };
  input: ExportInput;
  /** The moment whose state is written, ISO 8601; null: now. */
  asOf: string | null;
  /** Told now and then; what it throws ends the export. */
  onProgress: (progress: { seen: number; total: number; rows: number }) => Promise<void> | void;
}

/** So often a writer says how far it is. */
const PROGRESS_MS = 500;

/**
 * Writes the files of an export from one snapshot, whatever is labelled meanwhile. Memory does not grow with the project. A file that is
 * not complete is removed; a complete one is on the disk before this returns.
 *
 * @throws AppError `invalid` (no such criterion, judge, round or person).
 */
export async function writeExport({ id, project, input, asOf, onProgress }: ExportWork): Promise<ExportManifest> {
  await fs.mkdir(path.dirname(exportFile(id)), { recursive: true });
  return inSnapshot(async (client, moment) => {
    await holdExport(client, id);
    const selection = await findSelection(client, project.id, input, asOf);
    const before = await countComparisons(client, selection.query);
    const tally = new Tally(input, { ...before, examples: selection.examples });
    const context = { ...selection, input, fields: toFields(input), drop: tally.drop };
    const out = await openFiles(id, input);
    try {
      let told = Date.now();
      await onProgress({ seen: 0, total: before.all, rows: 0 });
      for await (const comparison of readComparisons(client, selection.query)) {
        tally.read(comparison);
        const split = selection.splitOf(comparison);
        for (const row of tally.keep(comparison, split, toRows(comparison, context))) {
          await out.write(split, row.row);
        }
        if (Date.now() - told < PROGRESS_MS) continue;
        told = Date.now();
        await onProgress({ seen: tally.counted.comparisons, total: before.all, rows: tally.counted.rows });
      }
      const files = await out.finish(project.slug);
      const [first] = files;
      if (!first) throw new Error("an export has no file");
      return {
        version: 2,
        project: { slug: project.slug, name: project.name },
        format: input.format,
        selection: toSelection(input, selection.criterionKey, selection.judge),
        method: methodOf(input),
        asOf: asOf ?? moment,
        ...tally.finish(),
        versions: selection.versions.versions,
        annotators: { people: selection.people, judges: selection.versions.judges },
        agreement: null,
        file: { name: first.name, bytes: first.bytes, sha256: first.sha256 },
        files,
        createdAt: new Date().toISOString(),
        software: { name: "concord", version: softwareVersion() },
      };
    } finally {
      await out.discard();
    }
  });
}

/** The columns of a row: those that are asked for in their order, and weights where rows have them. */
export function toFields({ fields, weights, ties }: ExportInput): ExportField[] {
  const own = fields ?? USUAL_FIELDS;
  const needsWeight = weights !== "none" || ties === "both-orders";
  return needsWeight && !own.includes("weight") ? [...own, "weight"] : [...own];
}

function toSelection(input: ExportInput, criterion: string | null, judge: string | null): ExportManifest["selection"] {
  return { ...input, criterion, ...(judge === null ? {} : { judge }) };
}

interface Files {
  write: (split: Split | null, row: MadeRow["row"]) => Promise<void>;
  finish: (slug: string) => Promise<ExportedFile[]>;
  discard: () => Promise<void>;
}

async function openFiles(id: string, input: ExportInput): Promise<Files> {
  const splits: (Split | null)[] = input.test > 0 ? ["train", "test"] : [null];
  const sinks: { split: Split | null; sink: FileSink; encoder: Encoder; rows: number }[] = [];
  const discard = async () => {
    for (const { sink } of sinks) await sink.discard();
  };
  try {
    for (const [place, split] of splits.entries()) {
      const sink = await openFileSink(exportFile(id, place), input.packing === "gzip" ? "gzip" : "plain");
      const encoder = createEncoder({ ...input, fields: toFields(input) });
      sinks.push({ split, rows: 0, sink, encoder });
      await sink.write(encoder.begin());
    }
  } catch (error) {
    await discard();
    throw error;
  }
  return {
    discard,
    write: (split, row) => {
      const to = sinks[split === "test" ? 1 : 0];
      if (!to) throw new Error(`no file for ${split}`);
      to.rows++;
      return to.sink.write(to.encoder.row(row));
    },
    finish: async (slug) => {
      const files: ExportedFile[] = [];
      for (const { split, sink, encoder, rows } of sinks) {
        await sink.write(encoder.end());
        const name = [slug, ...(split === null ? [] : [split]), endingOf(input)].join(".");
        files.push({ name, split, rows, ...(await sink.finish()) });
      }
      return files;
    },
  };
}

const TIES: Partial<Record<ExportInput["format"], string>> = {
  helpsteer: "A comparison is one row with all preferences, ties included.",
  "alpaca-eval": "Ties are 1.5.",
  "mt-bench": "Ties are rows.",
};

/** How preferences are chosen, in words. */
export function methodOf(input: ExportInput): string {
  if (isWholeFormat(input.format)) return "Every comparison that is asked for and not withdrawn, with all its labels.";
  const { source, ties } = input;
  const people =
    input.method === "majority"
      ? "the adjudicator's answer, else the majority of people"
      : `the adjudicator's answer, else people weighed by ${input.method}`;
  const whose = {
    human: "One row for each person's preference.",
    ai: "One row for each preference of the judge.",
    mixed:
      input.judgeCriterion === undefined
        ? `One row a comparison: ${people}; where nobody labelled it, the judge.`
        : `One row a comparison and criterion: ${people} on ${input.criterion ?? "the first criterion"}; the judge on ${input.judgeCriterion}.`,
    consensus: `One row a comparison: ${people}.`,
  }[source];
  const tied = {
    "leave-out": "Ties become no row.",
    keep: "Ties are rows with score and margin 0, A as `chosen`.",
    "both-orders": "Ties become two rows, one in each order, with half the weight.",
  }[ties];
  return [
    whose,
    "`chosen` is the better response, also where people were asked for the worse one.",
    TIES[input.format] ?? tied,
    ...weakestOf(input),
    ...(input.weights === "none" ? [] : ["`weight` is one over the chance by which rounds took the comparison."]),
  ].join(" ");
}

function weakestOf({ format, minStrength, minConfidence }: ExportInput): string[] {
  const weak =
    minStrength !== undefined
      ? [`People's labels weaker than ${minStrength} are left out.`]
      : format === "hh-rlhf"
        ? ["People's labels at the weakest level of the scale are left out."]
        : [];
  return minConfidence === undefined ? weak : [...weak, `A judge's labels with |p − ½| below ${minConfidence} are left out.`];
}
