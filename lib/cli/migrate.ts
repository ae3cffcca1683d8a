import { defineCommand, EXIT } from "./command";

/** Brings the database's schema up to date. Opening the database does that for every command; this one does nothing else. */
export const migrate = defineCommand({
  name: "migrate",
  summary: "bring the database's schema up to date",
  options: {},
  example: "npx concord migrate",
  run: async (_actor, _args, io) => {
    io.document({ upToDate: true });
    io.print("The schema is up to date.");
    return EXIT.done;
  },
});
