import type { Command } from "@/lib/cli/command";

/** Shells that a completion can be written for. */
export const SHELLS = ["bash", "zsh", "fish"] as const;
export type Shell = (typeof SHELLS)[number];

const EVERYWHERE = ["--json", "--help"];

/** Options whose value is a file to be read or written. */
const isFile = (value: string | undefined) => value === "FILE";

/**
 * A script that completes the words of `concord`: commands, their options, and file names where a file is wanted. It is plain data made of the
 * commands' definitions; nothing is asked of a database while somebody types.
 */
export function toCompletion(commands: readonly Command[], shell: Shell): string {
  if (shell === "fish") return toFish(commands);
  const script = toBash(commands);
  return shell === "bash" ? script : `autoload -Uz bashcompinit && bashcompinit\n${script}`;
}

function toBash(commands: readonly Command[]): string {
  const cases = commands.map((command) => {
    const options = [...Object.keys(command.options).map((name) => `--${name}`), ...EVERYWHERE];
    return `    "${command.name}") options="${options.join(" ")}" ;;`;
  });
  const groups = [...groupWords(commands)].map(([first, seconds]) => `    ${first}) words="${seconds.join(" ")}" ;;`);
  return `# Completion of concord for bash: \`eval "$(npx concord completion bash)"\`.
_concord() {
  local current="\${COMP_WORDS[COMP_CWORD]}" previous="\${COMP_WORDS[COMP_CWORD-1]}" first="\${COMP_WORDS[1]}" second="\${COMP_WORDS[2]}"
  local words="" options="" name="$first"
  if [ "$COMP_CWORD" -eq 1 ]; then
    COMPREPLY=($(compgen -W "${firstWords(commands).join(" ")}" -- "$current"))
    return
  fi
  case "$first" in
${groups.join("\n")}
  esac
  if [ -n "$words" ]; then
    if [ "$COMP_CWORD" -eq 2 ]; then
      COMPREPLY=($(compgen -W "$words" -- "$current"))
      return
    fi
    name="$first $second"
  fi
  case "$name" in
${cases.join("\n")}
  esac
  if [[ "$current" == -* ]]; then
    COMPREPLY=($(compgen -W "$options" -- "$current"))
  else
    COMPREPLY=($(compgen -f -- "$current"))
  fi
}
complete -o filenames -F _concord concord
`;
}

function toFish(commands: readonly Command[]): string {
  const groups = groupWords(commands);
  const lines = ["# Completion of concord for fish: `npx concord completion fish | source`.", "complete -c concord -f"];
  for (const first of firstWords(commands)) {
    const alone = commands.find(({ name }) => name === first);
    const says = alone?.summary ?? `${groups.get(first)?.join(", ")} …`;
    lines.push(`complete -c concord -n "__fish_use_subcommand" -a ${first} -d ${quote(says)}`);
  }
  for (const command of commands) {
    const [first = "", second] = command.name.split(" ");
    const isIn = second
      ? `__fish_seen_subcommand_from ${first}; and __fish_seen_subcommand_from ${second}`
      : `__fish_seen_subcommand_from ${first}`;
    if (second) {
      const others = groups.get(first)?.join(" ") ?? "";
      lines.push(
        `complete -c concord -n "__fish_seen_subcommand_from ${first}; and not __fish_seen_subcommand_from ${others}" -a ${second} -d ${quote(command.summary)}`,
      );
    }
    if (command.positionals.some((word) => word.includes("FILE"))) lines.push(`complete -c concord -n "${isIn}" -F`);
    for (const [name, option] of Object.entries(command.options)) {
      const wants = option.type === "boolean" ? "" : isFile(option.value) ? " -r -F" : " -x";
      lines.push(`complete -c concord -n "${isIn}" -l ${name}${wants} -d ${quote(option.help)}`);
    }
  }
  lines.push(`complete -c concord -l json -d 'print one JSON document'`, `complete -c concord -l help -d 'describe the command'`);
  return `${lines.join("\n")}\n`;
}

function firstWords(commands: readonly Command[]): string[] {
  return [...new Set(commands.map(({ name }) => name.split(" ")[0] ?? ""))];
}

/** The second words of commands of two words, by their first. */
function groupWords(commands: readonly Command[]): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const { name } of commands) {
    const [first = "", second] = name.split(" ");
    if (second) groups.set(first, [...(groups.get(first) ?? []), second]);
  }
  return groups;
}

function quote(text: string): string {
  return `'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;
}
