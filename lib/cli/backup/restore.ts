import { restoreBackup } from "@/lib/backup/restore-backup";
import { defineCommand, EXIT } from "@/lib/cli/command";
import { migrationsFolder } from "@/lib/cli/frame/run-cli";
import { databaseUrl } from "@/lib/db/address";
import { formatQuantity } from "@/lib/format";
import { printCounts } from "./print-counts";

/** Puts a backup into an empty instance. */
export const restore = defineCommand({
  name: "restore",
  summary: "put a backup into an empty instance",
  positionals: ["FILE"],
  options: {},
  example: "CONCORD_DATA=./restored npx concord restore concord-2026-11-25.zip",
  run: async (actor, { positionals }, io) => {
    const progress = io.progress("Restoring", "tables");
    const places = { databaseUrl: databaseUrl(), migrations: migrationsFolder() };
    const report = await restoreBackup(actor, io.resolve(positionals[0] ?? ""), places, {
      signal: io.signal,
      onTable: (name, place, of) => progress.update(place, of, name),
    });
    progress.end();
    io.document(report);
    io.print(`Restored what Concord ${report.software} wrote at ${report.createdAt}:`);
    printCounts(report, io);
    io.note("Everyone signs in again. A server that runs on this database should be started again.");
    if (report.closedKeys > 0)
      io.note(
        `${formatQuantity(report.closedKeys, "stored key")} of endpoints cannot be opened: start with the CONCORD_SECRET of the backed-up instance (or its \`secrets\` folder), or give the keys again.`,
      );
    return EXIT.done;
  },
});
