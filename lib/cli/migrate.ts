import { db } from "@/lib/db/client";
import { defineCommand, EXIT } from "./command";

/** Brings the database's schema up to date, which opening it does for every command, and says where it stands. */
export const migrate = defineCommand({
  name: "migrate",
  summary: "bring the database's schema up to date, and list its migrations",
  options: {},
  example: "npx concord migrate",
  run: async (_actor, _args, io) => {
    const rows = await db().$queryRaw<{ name: string; appliedAt: Date | null }[]>`
      select migration_name as name, finished_at as "appliedAt" from _prisma_migrations order by started_at`;
    io.document({ upToDate: true, migrations: rows });
    for (const { name, appliedAt } of rows) io.print(`${name}  ${appliedAt?.toISOString() ?? "not finished"}`);
    io.print("The schema is up to date.");
    return EXIT.done;
  },
});
