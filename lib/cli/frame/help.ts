import type { Command } from "@/lib/cli/command";

/** The list of all commands, or of those that begin with a word: "project". */
export function formatCommands(commands: readonly Command[], group?: string): string {
  const shown = group ? commands.filter((command) => command.name.startsWith(`${group} `)) : commands;
  const width = Math.max(...shown.map((command) => command.name.length));
  return [
    "Usage: concord COMMAND [OPTIONS]",
    "",
    ...shown.map((command) => `  ${command.name.padEnd(width)}  ${command.summary}`),
    "",
    "`concord COMMAND --help` describes a command and gives an example. Every command takes --json.",
    "project list, project show, import, export, judge run, agreement and rank take --url URL: another Concord, by the API key in CONCORD_KEY.",
    "Exit codes: 0 done, 1 a bug, 2 wrong use, 3 input refused, 4 not found or not allowed, 5 stopped by a limit.",
  ].join("\n");
}

/** What `concord COMMAND --help` prints. */
export function formatHelp(command: Command): string {
  const options = [
    ...Object.entries(command.options).map(([name, option]): [string, string] => [
      `${option.short ? `-${option.short}, ` : ""}--${name}${option.type === "string" ? ` ${option.value ?? "VALUE"}` : ""}`,
      `${option.help}${option.multiple ? " (may be given several times)" : ""}`,
    ]),
    ["--json", "print one JSON document to standard output, and nothing else there"],
    ["--help", "print this"],
  ];
  const width = Math.max(...options.map(([left]) => left?.length ?? 0));
  return [
    `concord ${command.name}: ${command.summary}.`,
    "",
    `Usage: ${["concord", command.name, ...command.positionals, "[OPTIONS]"].join(" ")}`,
    "",
    ...options.map(([left, right]) => `  ${left?.padEnd(width)}  ${right}`),
    "",
    "Example:",
    `  ${command.example}`,
  ].join("\n");
}
