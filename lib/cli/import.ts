import fs from "node:fs";
import path from "node:path";
import { Readable } from "node:stream";
import type { ConcordClient } from "@/lib/client/concord-client";
import type { ImportResult } from "@/lib/client/types";
import { importDataset } from "@/lib/datasets/import-dataset";
import { getMapping, saveMapping } from "@/lib/datasets/mappings";
import { IMPORT_FORMATS, type ImportReport } from "@/lib/datasets/schema";
import { AppError } from "@/lib/errors";
import { formatCount, formatQuantity } from "@/lib/format";
import { newId } from "@/lib/ids";
import { defineCommand, EXIT, required, toChoice, UsageError } from "./command";
import { keepHeapSmall } from "./frame/keep-heap-small";
import type { CommandIo } from "./io";

/** Reads files into a project. Rows that cannot be read are refused and named; exit 3 if there were any. */
export const importCommand = defineCommand({
  name: "import",
  summary: "read comparisons, with their labels, into a project",
  positionals: ["FILE…"],
  options: {
    project: { type: "string", value: "PROJECT", help: "id or slug" },
    format: { type: "string", value: "NAME", help: `auto (the default), ${IMPORT_FORMATS.join(", ")}` },
    map: { type: "string", value: "FIELD=COLUMN", multiple: true, help: "the column of the file that holds a field" },
    mapping: { type: "string", value: "NAME", help: "a mapping that is kept in the project; --map goes before it" },
    "keep-mapping": { type: "string", value: "NAME", help: "keep the --map of this import in the project under a name" },
    annotator: { type: "string", value: "NAME", help: "whose labels they are, where the file does not say" },
    criterion: { type: "string", value: "C", help: "of labels that name none; the first one when left out" },
    "dry-run": { type: "boolean", help: "read, check and count everything, store nothing" },
    strict: { type: "boolean", help: "store nothing if any row is refused" },
  },
  example: "npx concord import test.jsonl.gz --project household-assistant",
  run: async (actor, { values, positionals }, io) => {
    keepHeapSmall();
    const project = required(values.project, "project");
    const format = toChoice(values.format ?? "auto", "format", ["auto", ...IMPORT_FORMATS]);
    const said = Object.fromEntries(values.map.map(toPair));
    const kept = values.mapping === undefined ? {} : (await getMapping(actor, project, values.mapping)).fields;
    const map = { ...kept, ...said };
    if (values["keep-mapping"] !== undefined) await saveMapping(actor, project, { name: values["keep-mapping"], fields: map });
    const reports: ImportReport[] = [];
    for (const name of positionals) {
      const progress = io.progress(`Reading ${path.basename(name)}`, "rows");
      const report = await importDataset(
        actor,
        project,
        open(io, name),
        {
          fileName: name === "-" ? "standard input" : path.basename(name),
          format,
          map,
          ...(values.annotator ? { annotatorName: values.annotator } : {}),
          ...(values.criterion ? { criterion: values.criterion } : {}),
          dryRun: values["dry-run"],
          strict: values.strict,
        },
        { signal: io.signal, onProgress: ({ rows }) => progress.update(rows, null) },
      ).finally(() => progress.end());
      reports.push(report);
      print(io, name, report);
    }
    io.document(reports.length === 1 ? reports[0] : reports);
    return reports.some(({ refusedCount }) => refusedCount > 0) ? EXIT.refused : EXIT.done;
  },
  remote: async (client, { values, positionals }, io) => {
    if (values.map.length > 0 || values.mapping !== undefined || values["keep-mapping"] !== undefined)
      throw new UsageError("--url takes files whose format is known; mappings of columns are made on the import page there.");
    const reports: ImportResult[] = [];
    for (const name of positionals)
      reports.push(await importRemotely(client, required(values.project, "project"), name, values, io));
    io.document(reports.length === 1 ? reports[0] : reports);
    return reports.some(({ refusedCount }) => refusedCount > 0) ? EXIT.refused : EXIT.done;
  },
});

function open(io: CommandIo, name: string): AsyncIterable<Uint8Array> {
  if (name === "-") return io.stdin;
  const file = io.resolve(name);
  if (!fs.existsSync(file)) throw new AppError("not_found", `There is no file ${file}.`);
  return fs.createReadStream(file);
}

function toPair(text: string): [string, string] {
  const at = text.indexOf("=");
  if (at < 1 || at === text.length - 1) throw new UsageError(`--map is "${text}": write it as FIELD=COLUMN.`);
  return [text.slice(0, at), text.slice(at + 1)];
}

interface Asked {
  format: string | undefined;
  annotator: string | undefined;
  criterion: string | undefined;
  "dry-run": boolean;
  strict: boolean;
}

async function importRemotely(
  client: ConcordClient,
  project: string,
  name: string,
  values: Asked,
  io: CommandIo,
): Promise<ImportResult> {
  const isFile = name !== "-";
  let isOpened = false;
  const source = () => {
    if (isOpened && !isFile) throw new UsageError("Standard input cannot be sent twice. Write it to a file and import that.");
    isOpened = true;
    return Readable.toWeb(Readable.from(open(io, name))) as unknown as BodyInit;
  };
  const report = await client.importComparisons(project, newId(), source, {
    fileName: isFile ? path.basename(name) : "standard input",
    format: toChoice(values.format ?? "auto", "format", ["auto", ...IMPORT_FORMATS]),
    annotatorName: values.annotator,
    criterion: values.criterion,
    dryRun: values["dry-run"] ? 1 : 0,
    strict: values.strict ? 1 : 0,
  });
  print(io, name, report);
  return report;
}

function print(io: CommandIo, name: string, report: ImportResult): void {
  const { format, rows, new: added, duplicate, labels, refused, refusedCount, stored, notices } = report;
  io.print(
    `${name} (${format}): ${formatQuantity(rows, "row")}, ${formatCount(added)} new, ${formatCount(duplicate)} known, ${formatCount(labels.new)} new labels, ${formatCount(labels.duplicate)} known, ${formatCount(refusedCount)} refused${stored ? "" : "; nothing was stored"}`,
  );
  for (const { row, column, reason, mend } of refused.slice(0, 20))
    io.note(`  row ${row}${column ? `, ${column}` : ""}: ${reason} ${mend}`);
  if (refusedCount > 20) io.note(`  and ${formatCount(refusedCount - 20)} more; --json lists the first 1,000`);
  for (const { row, message } of notices.slice(0, 5)) io.note(`  row ${row}: ${message}`);
}
