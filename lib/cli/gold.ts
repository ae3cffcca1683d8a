import fs from "node:fs";
import path from "node:path";
import { AppError } from "@/lib/errors";
import { formatCount, formatQuantity } from "@/lib/format";
import { importGold } from "@/lib/gold/import/import-gold";
import { defineCommand, EXIT, required } from "./command";
import type { CommandIo } from "./io";

/** Sets gold answers from a file. Rows that cannot be read, or whose comparison is not there, are refused and named; exit 3 if there were any. */
export const goldImport = defineCommand({
  name: "gold import",
  summary: "set gold answers from a file of ids and answers",
  positionals: ["FILE"],
  options: {
    project: { type: "string", value: "PROJECT", help: "id or slug" },
    criterion: { type: "string", value: "C", help: "of rows that name none; needed where the project has several" },
    "dry-run": { type: "boolean", help: "read, check and count everything, store nothing" },
  },
  example: "npx concord gold import gold.csv --project household-assistant",
  run: async (actor, { values, positionals: [name = ""] }, io) => {
    const project = required(values.project, "project");
    const report = await importGold(actor, project, await read(io, name), {
      fileName: name === "-" ? "standard input" : path.basename(name),
      criterion: values.criterion,
      dryRun: values["dry-run"],
    });
    io.document(report);
    io.print(
      `${name}: ${formatQuantity(report.rows, "row")}, ${formatCount(report.new)} new, ${formatCount(report.changed)} changed, ${formatCount(report.unchanged)} as they were, ${formatCount(report.unknown)} of unknown comparisons, ${formatCount(report.refused.length)} refused${report.stored ? "" : "; nothing was stored"}`,
    );
    for (const { row, column, reason, mend } of report.refused.slice(0, 20))
      io.note(`  row ${row}${column ? `, ${column}` : ""}: ${reason} ${mend}`);
    if (report.refused.length > 20) io.note(`  and ${formatCount(report.refused.length - 20)} more; --json lists them all`);
    return report.refused.length > 0 ? EXIT.refused : EXIT.done;
  },
});

async function read(io: CommandIo, name: string): Promise<Buffer> {
  if (name === "-") {
    const chunks: Buffer[] = [];
    for await (const chunk of io.stdin) chunks.push(Buffer.from(chunk));
    return Buffer.concat(chunks);
  }
  const file = io.resolve(name);
  if (!fs.existsSync(file)) throw new AppError("not_found", `There is no file ${file}.`);
  return fs.readFileSync(file);
}
