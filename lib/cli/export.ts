import fs from "node:fs";
import { pipeline } from "node:stream/promises";
import type { ExportStatus } from "@/lib/client/types";
import { type ExportResult, exportDataset } from "@/lib/datasets/export-dataset";
import { EXPORT_METHODS, EXPORT_NAMES, EXPORT_SOURCES, ExportInput, MARGINS, splitLists } from "@/lib/datasets/export-schema";
import type { ExportManifest } from "@/lib/datasets/export-types";
import { readManifest, whatDiffers } from "@/lib/datasets/release/rebuild";
import { EXPORT_FORMATS, EXPORT_PACKINGS } from "@/lib/datasets/schema";
import { formatCount, formatQuantity } from "@/lib/format";
import { defineCommand, EXIT, required, UsageError } from "./command";
import type { CommandIo } from "./io";
import { exportRemotely } from "./remote/remote-export";

type Values = Readonly<Record<string, string | boolean | readonly string[] | undefined>>;

/** Writes a dataset and its manifest: to FILE and FILE.manifest.json, or to standard output; or makes one again from its manifest. */
export const exportCommand = defineCommand({
  name: "export",
  summary: "write a dataset that trainers load, and its manifest",
  options: {
    project: { type: "string", value: "PROJECT", help: "id or slug" },
    manifest: { type: "string", value: "FILE", help: "make the same bytes again that this manifest tells of" },
    format: { type: "string", value: "NAME", help: EXPORT_FORMATS.join(", ") },
    packing: { type: "string", value: "P", help: `${EXPORT_PACKINGS.join(", ")}: the format's rows with typed columns` },
    criterion: { type: "string", value: "C", help: "the first one when left out" },
    round: { type: "string", value: "N", help: "people's labels of this round alone" },
    annotators: { type: "string", value: "NAMES", help: "people by name or id, with commas between" },
    origin: { type: "string", value: "WHERE", help: "people's labels: `here` or `imported`" },
    category: { type: "string", value: "KEY=VALUE", help: "of the comparisons' metadata" },
    turn: { type: "string", value: "N", help: "place in the conversation, from 1" },
    slice: { type: "string", value: "S", help: "`all` or `random`: drawn by chance" },
    from: { type: "string", value: "DAY", help: "people's labels from this day on, such as 2026-11-25" },
    to: { type: "string", value: "DAY", help: "people's labels up to this day" },
    adjudicated: { type: "string", value: "A", help: "`either`, `only` or `without`" },
    examples: { type: "string", value: "E", help: "comparisons that the judge was shown: `leave-out` or `keep`" },
    source: { type: "string", value: "WHOSE", help: `${EXPORT_SOURCES.join(", ")}; the first when left out` },
    judge: { type: "string", value: "J", help: "the judge of `ai` and `mixed`, by name" },
    "judge-criterion": { type: "string", value: "C", help: "of `mixed`: the judge answers this one, people the other" },
    method: { type: "string", value: "M", help: `of a consensus: ${EXPORT_METHODS.join(", ")}` },
    "min-strength": { type: "string", value: "N", help: "leave people's weaker labels out" },
    "min-confidence": { type: "string", value: "X", help: "leave a judge's labels with |p − ½| below this out" },
    ties: { type: "string", value: "T", help: "`leave-out`, `keep` or `both-orders`" },
    "both-bad": { type: "string", value: "T", help: "`leave-out` or `tie`" },
    unsettled: { type: "string", value: "T", help: "a judge's contradicting orders: `leave-out`, `tie` or `average`" },
    soft: { type: "string", value: "S", help: "a judge's probability: `raw`, `clamped` or `none`" },
    margin: { type: "string", value: "M", help: MARGINS.join(", ") },
    "margin-table": { type: "string", value: "A,B,C,D", help: "of --margin table: of strengths 1 to 4" },
    weights: { type: "string", value: "W", help: "`none` or `inverse-probability`" },
    test: { type: "string", value: "SHARE", help: "share of conversations in a test file, 0 to 0.9" },
    seed: { type: "string", value: "S", help: "of the split and of methods that draw" },
    "split-by": { type: "string", value: "WHAT", help: "`conversation` or `prompt`: never on both sides" },
    deduplicate: { type: "string", value: "D", help: "`none`, `rows` or `prompts`" },
    fields: { type: "string", value: "NAMES", help: "columns beside prompt, chosen and rejected, with commas between" },
    out: { type: "string", value: "FILE", help: "where to; standard output when left out" },
  },
  example: "npx concord export --project household-assistant --format trl --test 0.1 --out preferences.jsonl",
  run: async (actor, { values }, io) => {
    if (io.json && values.out === undefined)
      throw new UsageError("--json goes with --out: standard output cannot hold the dataset and the manifest.");
    const manifest = values.manifest === undefined ? null : await readManifest(io.resolve(values.manifest));
    const input = manifest ? manifest.input : toInput(values);
    const project = values.project ?? manifest?.project ?? required(values.project, "project");
    if (input.test > 0 && values.out === undefined)
      throw new UsageError("A split makes two files: give --out FILE, which becomes FILE.train and FILE.test.");
    const bar = io.progress("Writing", "comparisons");
    const result = await exportDataset(actor, project, input, {
      ...(manifest ? { asOf: manifest.asOf } : {}),
      onProgress: ({ seen, total }) => {
        io.signal.throwIfAborted();
        bar.update(seen, total);
      },
    }).finally(() => bar.end());
    await deliver(result, values.out, io);
    io.document(result.manifest);
    tell(result.manifest, io);
    if (manifest === null) return EXIT.done;
    const differs = whatDiffers(manifest.document, result.manifest);
    for (const line of differs) io.note(line);
    if (differs.length === 0) io.note("The same bytes as the manifest tells of.");
    return differs.length === 0 ? EXIT.done : EXIT.refused;
  },
  remote: async (client, { values }, io) => {
    if (io.json && values.out === undefined)
      throw new UsageError("--json goes with --out: standard output cannot hold the dataset and the manifest.");
    if (values.manifest !== undefined || values.test !== undefined)
      throw new UsageError("--manifest and --test work on the instance's own machine only, without --url.");
    const project = required(values.project, "project");
    const manifest = await exportRemotely(client, project, toInput(values), { out: values.out, io });
    io.document(manifest);
    tellCounts(manifest, io);
    return EXIT.done;
  },
});

function toInput(values: Values): ExportInput {
  const given = Object.fromEntries(
    EXPORT_NAMES.flatMap((name) => {
      const value = values[toOption(name)];
      return typeof value === "string" ? [[name, value] as const] : [];
    }),
  );
  if (given.format === undefined) throw new UsageError("--format is missing. Run `npx concord export --help`.");
  const parsed = ExportInput.safeParse(splitLists(given));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const name = String(issue?.path[0] ?? "");
  throw new UsageError(`--${toOption(name)} is "${String(given[name as keyof typeof given] ?? "")}". ${issue?.message ?? ""}`);
}

/** minStrength → min-strength. */
function toOption(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

async function deliver({ files, manifest }: ExportResult, out: string | undefined, io: CommandIo): Promise<void> {
  if (out === undefined) {
    const [file] = files;
    if (file) await pipeline(fs.createReadStream(file), io.stdout, { end: false });
    return;
  }
  const target = io.resolve(out);
  for (const [place, { split }] of manifest.files.entries())
    await fs.promises.copyFile(files[place] ?? "", split === null ? target : `${target}.${split}`);
  await fs.promises.writeFile(`${target}.manifest.json`, `${JSON.stringify(manifest, null, 2)}\n`);
}

function tellCounts({ counted, method, dropped }: NonNullable<ExportStatus["manifest"]>, io: CommandIo): void {
  io.note(`${formatQuantity(counted.rows, "row")} of ${formatQuantity(counted.comparisons, "comparison")}. ${method}`);
  for (const { reason, count } of dropped) io.note(`Left out: ${formatCount(count)} ${reason}`);
}

function tell(manifest: ExportManifest, io: CommandIo): void {
  const { leaks, files } = manifest;
  tellCounts(manifest, io);
  if (leaks)
    io.note(
      `Train ${formatCount(leaks.train.rows)}, test ${formatCount(leaks.test.rows)} rows. In both: ${formatQuantity(leaks.promptsInBoth, "prompt")}, ${formatQuantity(leaks.conversationsInBoth, "conversation")}.`,
    );
  for (const { name, sha256 } of files) io.note(`${sha256}  ${name}`);
}
