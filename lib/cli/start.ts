import { spawn } from "node:child_process";
import { defineCommand } from "./command";

/** Serves: the same as `npm start`. */
export const start = defineCommand({
  name: "start",
  summary: "start the database and the server, as `npm start` does",
  options: {},
  example: "npx concord start",
  needsDatabase: false,
  run: (_actor, _args, io) =>
    new Promise((resolve, reject) => {
      const child = spawn(process.execPath, ["scripts/start.mjs"], { stdio: "inherit" });
      io.signal.addEventListener("abort", () => child.kill("SIGTERM"));
      child.once("error", reject);
      child.once("exit", (code) => resolve(code ?? 0));
    }),
});
