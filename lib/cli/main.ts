import { commands } from "./commands";
import { runCli } from "./run-cli";

const { stdin, stdout, stderr } = process;
// A reader that has had enough, such as `head`, ends the command quietly.
stdout.on("error", (error) => {
  if ("code" in error && error.code === "EPIPE") process.exit(0);
  throw error;
});
process.exitCode = await runCli(commands, process.argv.slice(2), {
  stdin,
  stdout,
  stderr,
  cwd: process.env.CONCORD_CWD ?? process.cwd(),
});
// Standard input may still be open when a command needed none of it.
stdin.unref?.();
