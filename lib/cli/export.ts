import fs from "node:fs";
import { pipeline } from "node:stream/promises";
import { exportDataset } from "@/lib/datasets/export-dataset";
import { ExportInput } from "@/lib/datasets/export-schema";
import { EXPORT_FORMATS, EXPORT_PACKINGS } from "@/lib/datasets/schema";
import { formatCount, formatQuantity } from "@/lib/format";
import { defineCommand, EXIT, required, toChoice, UsageError } from "./command";

/** Writes a dataset and its manifest: to FILE and FILE.manifest.json, or to standard output. */
export const exportCommand = defineCommand({
  name: "export",
  summary: "write a dataset that trainers load, and its manifest",
  options: {
    project: { type: "string", value: "PROJECT", help: "id or slug" },
    format: { type: "string", value: "NAME", help: EXPORT_FORMATS.join(", ") },
    criterion: { type: "string", value: "C", help: "the first one when left out" },
    source: { type: "string", value: "WHOSE", help: "`human` (the default), `ai` or `consensus`" },
    judge: { type: "string", value: "J", help: "the judge of --source ai, by name" },
    method: { type: "string", value: "M", help: "of a consensus: `majority`" },
    "min-strength": { type: "string", value: "N", help: "leave people's weaker labels out" },
    "min-confidence": { type: "string", value: "X", help: "leave a judge's labels with |p − ½| below this out" },
    packing: {
      type: "string",
      value: "P",
      help: "`plain` (the default), `gzip` or `parquet`: the format's rows with typed columns",
    },
    out: { type: "string", value: "FILE", help: "where to; standard output when left out" },
  },
  example: "npx concord export --project household-assistant --format trl --out preferences.jsonl",
  run: async (actor, { values }, io) => {
    if (values.method !== undefined && values.method !== "majority")
      throw new UsageError(`--method is "${values.method}": there is majority.`);
    if (io.json && values.out === undefined)
      throw new UsageError("--json goes with --out: standard output cannot hold the dataset and the manifest.");
    const input = ExportInput.parse({
      format: toChoice(required(values.format, "format"), "format", EXPORT_FORMATS),
      criterion: values.criterion,
      source: toChoice(values.source ?? "human", "source", ["human", "ai", "consensus"]),
      judge: values.judge,
      minStrength: values["min-strength"],
      minConfidence: values["min-confidence"],
      packing: toChoice(values.packing ?? "plain", "packing", EXPORT_PACKINGS),
    });
    const { file, manifest } = await exportDataset(actor, required(values.project, "project"), input);
    if (values.out === undefined) {
      await pipeline(fs.createReadStream(file), io.stdout, { end: false });
    } else {
      const target = io.resolve(values.out);
      fs.copyFileSync(file, target);
      fs.writeFileSync(`${target}.manifest.json`, `${JSON.stringify(manifest, null, 2)}\n`);
    }
    io.document(manifest);
    io.note(
      `${formatQuantity(manifest.counted.rows, "row")} of ${formatQuantity(manifest.counted.comparisons, "comparison")}. ${manifest.method}`,
    );
    for (const { reason, count } of manifest.dropped) io.note(`Left out: ${formatCount(count)} ${reason}`);
    return EXIT.done;
  },
});
