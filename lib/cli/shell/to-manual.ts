import type { Command } from "@/lib/cli/command";
import { formatHelp } from "@/lib/cli/frame/help";

const HEAD = `# The command line

Written by \`npm run cli-docs\` from the commands' own definitions; \`npm test\` refuses a page that differs from them.

\`npx concord COMMAND\` works from a clone after \`npm install\`, speaks to the database of \`DATABASE_URL\` or to the embedded one (a running server's, else its own), and acts
as the instance's operator. Words that hold spaces go in quotes. \`-\` as a file is standard input where a command says so.

- \`--json\` prints one JSON document to standard output and nothing else there; messages and progress go to standard error.
- \`--help\` describes a command and gives an example.
- \`NO_COLOR\` takes colours away; they are only ever used on a terminal.
- \`eval "$(npx concord completion bash)"\` completes commands and options of \`concord\` (\`alias concord="npx concord"\`); \`zsh\` and \`fish\` likewise.

| Exit code | |
|---|---|
| 0 | done |
| 1 | a bug, or a breach that \`verify\` names |
| 2 | wrong use |
| 3 | input refused; the report says which rows |
| 4 | not found or not allowed |
| 5 | stopped by a limit: budget, disk, time, or Ctrl-C |
`;

/** docs/cli.md: every command as its \`--help\` describes it. */
export function toManual(commands: readonly Command[]): string {
  const list = commands.map(({ name, summary }) => `- [\`${name}\`](#${name.replaceAll(" ", "-")}): ${summary}`);
  const parts = commands.map((command) => `## ${command.name}\n\n\`\`\`text\n${formatHelp(command)}\n\`\`\`\n`);
  return `${HEAD}\n## Commands\n\n${list.join("\n")}\n\n${parts.join("\n")}`;
}
