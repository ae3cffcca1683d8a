import { checkDatabase } from "./checks/check-database";
import { checkMachine } from "./checks/check-machine";
import { defineCommand, EXIT } from "./command";

/** One thing that was looked at. */
export interface Finding {
  name: string;
  state: "ok" | "warning" | "problem";
  /** What was found. */
  says: string;
  /** How to mend it; null when it is well. */
  mend: string | null;
}

const MARK = { ok: "ok     ", warning: "warning", problem: "PROBLEM" } as const;

/** Says what is wrong with this installation and how to mend it. */
export const doctor = defineCommand({
  name: "doctor",
  summary: "say what is wrong with this installation and how to mend it",
  options: {},
  example: "npx concord doctor",
  needsDatabase: false,
  run: async (_actor, _args, io) => {
    const findings = [...(await checkMachine()), ...(await checkDatabase())];
    io.document({ healthy: !findings.some(({ state }) => state === "problem"), findings });
    for (const { name, state, says, mend } of findings) {
      io.print(`${MARK[state]}  ${name}: ${says}`);
      if (mend !== null) io.print(`         ${mend}`);
    }
    return findings.some(({ state }) => state === "problem") ? EXIT.bug : EXIT.done;
  },
});
