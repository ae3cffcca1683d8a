import { type ParseArgsConfig, parseArgs } from "node:util";
import type { SystemActor } from "@/lib/auth/types";
import type { ConcordClient } from "@/lib/client/concord-client";
import type { CommandIo } from "./io";

/** How a command ended; the numbers of `docs/operations.md`, which scripts rely on. */
export const EXIT = {
  done: 0,
  bug: 1,
  usage: 2,
  /** Some input was refused; the report says which. */
  refused: 3,
  /** Not there, or not allowed. */
  notFound: 4,
  /** Stopped by a budget, a full disk or a time limit. */
  limit: 5,
} as const;

/** One option of a command: `--name VALUE`, or `--name` alone when it is a boolean. */
export interface CommandOption {
  type: "string" | "boolean";
  /** May be given several times. */
  multiple?: boolean;
  /** One letter. */
  short?: string;
  /** What stands for the value in the help: "PROJECT". Strings only. */
  value?: string;
  /** One clause for the help, in lower case without a full stop. */
  help: string;
}

export type CommandOptions = Readonly<Record<string, CommandOption>>;

/** The value that an option arrives as. */
type OptionValue<O extends CommandOption> = O extends { type: "boolean" }
  ? boolean
  : O extends { multiple: true }
    ? string[]
    : string | undefined;

/** What `run` is given of the command's words. */
export interface CommandArgs<O extends CommandOptions> {
  /** Booleans are false and lists empty when they were not given. */
  values: { [K in keyof O]: OptionValue<O[K]> };
  positionals: string[];
}

/** A command as its file writes it down; see `defineCommand`. */
export interface CommandSpec<O extends CommandOptions> {
  /** One or two words: "demo", "project create". */
  name: string;
  /** One clause for the list of commands, in lower case without a full stop. */
  summary: string;
  /** What stands beside the options, for the help and to be counted: ["PROJECT"], ["FILE…"], ["[FILE]"]. */
  positionals?: readonly string[];
  options: O;
  /** One line that works, shown by `--help`. */
  example: string;
  /** False: the command runs without a database that is open and up to date. */
  needsDatabase?: boolean;
  /** @returns An exit code, see `EXIT`. Refusals are thrown as AppError, wrong use as UsageError. */
  run(actor: SystemActor, args: CommandArgs<O>, io: CommandIo): Promise<number>;
  /** The same on another instance, by its API, for `--url`. Left out: the command is for the instance's own machine. */
  remote?(client: ConcordClient, args: CommandArgs<O>, io: CommandIo): Promise<number>;
}

/** A command of `npx concord`, ready to be called with words. `--json` and `--help` belong to every command. */
export interface Command {
  name: string;
  summary: string;
  positionals: readonly string[];
  options: CommandOptions;
  example: string;
  needsDatabase: boolean;
  /** @throws UsageError when the words do not fit. */
  parse(words: readonly string[]): (actor: SystemActor, io: CommandIo) => Promise<number>;
  /** The same for another instance; null where the command is for the instance's own machine. */
  parseRemote: ((words: readonly string[]) => (client: ConcordClient, io: CommandIo) => Promise<number>) | null;
}

/** The command was called in a way that cannot be meant: exit code 2. The message is a sentence that says what to write instead. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/** Makes a command of its description; `run` gets the options' values with their types. */
export function defineCommand<const O extends CommandOptions>(spec: CommandSpec<O>): Command {
  const { run, remote, ...rest } = spec;
  return {
    ...rest,
    positionals: spec.positionals ?? [],
    needsDatabase: spec.needsDatabase ?? true,
    parse: (words) => {
      const args = parseWords(spec, words);
      return (actor, io) => run(actor, args, io);
    },
    parseRemote: remote
      ? (words) => {
          const args = parseWords(spec, words);
          return (client, io) => remote(client, args, io);
        }
      : null,
  };
}

/**
 * A number that an option was given as.
 *
 * @throws UsageError unless it is a whole number within the bounds.
 */
export function toInteger(text: string, option: string, { min = 0, max = Number.MAX_SAFE_INTEGER } = {}): number {
  const value = Number(text);
  if (/^[+-]?\d+$/.test(text.trim()) && value >= min && value <= max) return value;
  const range = max === Number.MAX_SAFE_INTEGER ? `of at least ${min}` : `from ${min} to ${max}`;
  throw new UsageError(`--${option} is "${text}": it must be a whole number ${range}.`);
}

/**
 * An option's value as a number from 0 to `max`.
 *
 * @throws UsageError when it is anything else.
 */
export function toShare(text: string, option: string, max = 1): number {
  const value = Number(text);
  if (/^\d*\.?\d+$/.test(text.trim()) && value <= max) return value;
  throw new UsageError(`--${option} is "${text}": it must be a number from 0 to ${max}.`);
}

/**
 * One of a few words that an option was given as.
 *
 * @throws UsageError that lists them.
 */
export function toChoice<const T extends string>(text: string, option: string, choices: readonly T[]): T {
  const found = choices.find((choice) => choice === text);
  if (found !== undefined) return found;
  throw new UsageError(`--${option} is "${text}": it must be one of ${choices.join(", ")}.`);
}

/**
 * An option that has to be there.
 *
 * @throws UsageError when it is not, or is empty.
 */
export function required(value: string | undefined, option: string): string {
  if (value !== undefined && value.trim() !== "") return value;
  throw new UsageError(`--${option} is missing.`);
}

function parseWords<O extends CommandOptions>(spec: CommandSpec<O>, words: readonly string[]): CommandArgs<O> {
  const config: ParseArgsConfig["options"] = {};
  for (const [name, { type, multiple, short }] of Object.entries(spec.options)) {
    config[name] = { type, ...(multiple ? { multiple } : {}), ...(short ? { short } : {}) };
  }
  const { values, positionals } = parse(spec.name, words, config);
  checkCount(spec.name, spec.positionals ?? [], positionals);
  const complete = Object.fromEntries(
    Object.entries(spec.options).map(([name, { type, multiple }]) => [
      name,
      values[name] ?? (type === "boolean" ? false : multiple ? [] : undefined),
    ]),
  );
  // The types follow from the options that were handed to the parser.
  return { values: complete as CommandArgs<O>["values"], positionals };
}

function parse(
  name: string,
  words: readonly string[],
  options: NonNullable<ParseArgsConfig["options"]>,
): { values: Record<string, unknown>; positionals: string[] } {
  try {
    return parseArgs({ args: [...words], options, allowPositionals: true, strict: true });
  } catch (error) {
    // Node's own sentence up to its advice, which speaks to programmers.
    const sentence = error instanceof Error ? error.message.split(/\. |\n/)[0] : String(error);
    throw new UsageError(`${sentence}. \`concord ${name} --help\` lists what it takes.`, { cause: error });
  }
}

function checkCount(name: string, wanted: readonly string[], given: readonly string[]): void {
  const least = wanted.filter((word) => !word.startsWith("[")).length;
  const most = wanted.some((word) => word.includes("…")) ? Number.POSITIVE_INFINITY : wanted.length;
  if (given.length < least) {
    const missing = wanted.filter((word) => !word.startsWith("["))[given.length] ?? "";
    throw new UsageError(`${missing.replace("…", "")} is missing: concord ${name} ${wanted.join(" ")}.`);
  }
  if (given.length > most) {
    throw new UsageError(
      `"${given[most]}" is one word too many: concord ${[name, ...wanted].join(" ")}. Put words with spaces in quotes.`,
    );
  }
}
