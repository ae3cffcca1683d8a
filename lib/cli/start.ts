import { spawn } from "node:child_process";
import { defineCommand } from "./command";

/** Serves: the same as `npm start`. */
export const start = defineCommand({
  name: "start",
  summary: "start the database and the server, as `npm start` does",
  options: { dev: { type: "boolean", help: "for work on Concord itself: what changes is loaded anew" } },
  example: "npx concord start",
  needsDatabase: false,
  run: (_actor, { values }, io) =>
    new Promise((resolve, reject) => {
      // Under --json what the server says goes to standard error.
      const stdio = ["inherit", io.json ? 2 : "inherit", "inherit"] as const;
      const child = spawn(process.execPath, ["scripts/start.mjs", ...(values.dev ? ["--dev"] : [])], { stdio: [...stdio] });
      io.signal.addEventListener("abort", () => child.kill("SIGTERM"));
      child.once("error", reject);
      child.once("exit", (code) => resolve(code ?? 0));
    }),
});
