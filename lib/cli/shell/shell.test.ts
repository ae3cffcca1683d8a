import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { commands } from "@/lib/cli/commands";
import { toCompletion } from "./to-completion";
import { toManual } from "./to-manual";

/** What bash offers for a line that ends where the cursor stands. */
function complete(words: string[]): string[] {
  const script = `${toCompletion(commands, "bash")}
COMP_WORDS=(${words.map((word) => `"${word}"`).join(" ")})
COMP_CWORD=${words.length - 1}
_concord
printf '%s\\n' "\${COMPREPLY[@]}"`;
  return execFileSync("bash", ["-c", script], { encoding: "utf8", cwd: import.meta.dirname })
    .trim()
    .split("\n");
}

describe("completion in bash", () => {
  test("offers commands, then their second words, then options, then files", () => {
    expect(complete(["concord", "re"])).toEqual(["revisions", "restore"]);
    expect(complete(["concord", "project", ""])).toEqual(["create", "list", "show"]);
    expect(complete(["concord", "project", "create", "--pre"])).toEqual(["--preset"]);
    expect(complete(["concord", "agreement", "--ti"])).toEqual(["--ties"]);
    expect(complete(["concord", "import", "shell."])).toEqual(["shell.test.ts"]);
  });

  test("offers every command of the command line", () => {
    const first = complete(["concord", ""]);
    for (const { name } of commands) expect(first).toContain(name.split(" ")[0]);
  });
});

test("completion in zsh is bash's behind zsh's own bridge, and in fish one line an option, with quotes that hold", () => {
  expect(toCompletion(commands, "zsh")).toMatch(/^autoload -Uz bashcompinit && bashcompinit\n/);
  const fish = toCompletion(commands, "fish");
  for (const { name, options } of commands) {
    expect(fish).toContain(` ${name.split(" ").at(-1)} `);
    for (const option of Object.keys(options)) expect(fish).toContain(`-l ${option}`);
  }
  for (const line of fish.split("\n")) expect((line.replaceAll("\\'", "").match(/'/g) ?? []).length % 2, line).toBe(0);
});

test("docs/cli.md says what the commands' definitions say (npm run cli-docs)", () => {
  expect(fs.readFileSync(path.join(import.meta.dirname, "../../../docs/cli.md"), "utf8")).toBe(toManual(commands));
});
