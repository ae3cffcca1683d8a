import { writeBackup } from "@/lib/backup/write-backup";
import { defineCommand, EXIT, required } from "@/lib/cli/command";
import { formatQuantity } from "@/lib/format";
import { printCounts } from "./print-counts";

/** Writes the whole instance into one file, as one snapshot, while labelling goes on. */
export const backup = defineCommand({
  name: "backup",
  summary: "write the whole instance into one file, consistent while labelling goes on",
  options: { out: { type: "string", value: "FILE", help: "where to; it appears when it is whole" } },
  example: "npx concord backup --out concord-2026-11-25.zip",
  run: async (actor, { values }, io) => {
    const file = io.resolve(required(values.out, "out"));
    const progress = io.progress("Writing", "tables");
    const report = await writeBackup(actor, file, {
      signal: io.signal,
      onTable: (name, place, of) => progress.update(place, of, name),
    });
    progress.end();
    io.document({ file, ...report });
    printCounts(report, io);
    io.note(
      `Written to ${file}, readable by you alone. It holds texts, names and password hashes: keep it as you keep the database.`,
    );
    io.note(
      "Keys of endpoints are in it sealed. The secret that opens them is not: keep CONCORD_SECRET, or the data folder's `secrets`, in another place.",
    );
    if (report.closedKeys > 0)
      io.note(`${formatQuantity(report.closedKeys, "stored key")} cannot be opened with this instance's own secret either.`);
    return EXIT.done;
  },
});
