import { type Command, defineCommand, EXIT, toChoice } from "@/lib/cli/command";
import { SHELLS, toCompletion } from "./to-completion";

/** The command that prints a shell's completion of all commands, itself among them. */
export function completionOf(commands: () => readonly Command[]): Command {
  return defineCommand({
    name: "completion",
    summary: "print a script that completes commands and options in a shell",
    positionals: ["SHELL"],
    options: {},
    example: 'eval "$(npx concord completion bash)"',
    needsDatabase: false,
    run: async (_actor, { positionals }, io) => {
      const shell = toChoice(positionals[0] ?? "", "SHELL", SHELLS);
      const script = toCompletion(commands(), shell);
      io.document({ shell, script });
      io.print(script.trimEnd());
      return EXIT.done;
    },
  });
}
