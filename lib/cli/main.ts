import { commands } from "./commands";
import { runCli } from "./frame/run-cli";

const { stdin, stdout, stderr } = process;
// A reader that has had enough, such as `head`, ends the command quietly.
stdout.on("error", (error) => {
  if ("code" in error && error.code === "EPIPE") process.exit(0);
  throw error;
});
const code = await runCli(commands, process.argv.slice(2), {
  stdin,
  stdout,
  stderr,
  cwd: process.env.CONCORD_CWD ?? process.cwd(),
});
// The migration engine leaves a timer of ten seconds behind, and standard input may still be open: once all is written, it is over.
stdout.write("", () => stderr.write("", () => process.exit(code)));
