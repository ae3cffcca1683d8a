import "server-only";
import path from "node:path";
import type { SystemActor } from "@/lib/auth/types";
import { type Command, EXIT, UsageError } from "@/lib/cli/command";
import { type CommandIo, createIo, type Streams } from "@/lib/cli/io";
import { openClient, takeUrl } from "@/lib/cli/remote/open-client";
import { pointAtDatabase } from "@/lib/db/address";
import { closeDb } from "@/lib/db/client";
import { openDatabase } from "@/lib/db/open";
import { env } from "@/lib/env";
import { formatCommands, formatHelp } from "./help";
import { toEnding } from "./to-exit-code";

const ACTOR: SystemActor = { kind: "SYSTEM", name: "command line" };

/**
 * Runs one call of `concord`: finds the command, opens the database that it needs, runs it, says what went wrong.
 *
 * @param words - What stands behind `concord`.
 * @returns The exit code.
 */
export async function runCli(commands: readonly Command[], words: readonly string[], streams: Streams): Promise<number> {
  const controller = new AbortController();
  const stop = () => controller.abort();
  process.once("SIGINT", stop);
  process.once("SIGTERM", stop);
  try {
    return await call(commands, words, streams, controller.signal);
  } catch (error) {
    if (controller.signal.aborted) {
      streams.stderr.write("Stopped.\n");
      return EXIT.limit;
    }
    const ending = toEnding(error);
    streams.stderr.write(`${mark(streams)}${ending.message}\n${ending.stack ? `${ending.stack}\n` : ""}`);
    return ending.code;
  } finally {
    process.off("SIGINT", stop);
    process.off("SIGTERM", stop);
  }
}

async function call(
  commands: readonly Command[],
  allWords: readonly string[],
  streams: Streams,
  signal: AbortSignal,
): Promise<number> {
  const { url, rest: words } = takeUrl(allWords);
  const asksHelp = words.includes("--help") || words.includes("-h") || words[0] === "help";
  const bare = words.filter((word) => word !== "--help" && word !== "-h" && word !== "--json" && word !== "help");
  const command = findCommand(commands, bare);
  if (!command) {
    const [group] = bare;
    const isGroup = commands.some((each) => each.name.startsWith(`${group} `));
    if (asksHelp || words.length === 0 || (isGroup && bare.length === 1)) {
      const text = formatCommands(commands, isGroup ? group : undefined);
      (asksHelp ? streams.stdout : streams.stderr).write(`${text}\n`);
      return asksHelp ? EXIT.done : EXIT.usage;
    }
    throw new UsageError(unknown(commands, bare));
  }
  if (asksHelp) {
    streams.stdout.write(`${formatHelp(command)}\n`);
    return EXIT.done;
  }
  const json = words.includes("--json");
  const rest = words.filter((word) => word !== "--json").slice(command.name.split(" ").length);
  const io = createIo(streams, { json, signal });
  if (url !== null) return runRemotely(command, rest, url, io);
  const run = command.parse(rest);
  if (!command.needsDatabase) return run(ACTOR, io);

  const { databaseUrl, dataFolder } = env();
  const database = await openDatabase({ databaseUrl, dataFolder, migrations: migrationsFolder() });
  try {
    pointAtDatabase(database.url);
    return await run(ACTOR, io);
  } finally {
    await closeDb();
    await database.close();
  }
}

async function runRemotely(
  { name, parseRemote }: Command,
  words: readonly string[],
  url: string,
  io: CommandIo,
): Promise<number> {
  if (!parseRemote) throw new UsageError(`concord ${name} works on the instance's own machine only, without --url.`);
  return parseRemote(words)(openClient(url, io.signal), io);
}

/** prisma/migrations. The command line always runs in the project's own folder (scripts/concord.mjs). */
export function migrationsFolder(): string {
  return path.resolve("prisma/migrations");
}

function findCommand(commands: readonly Command[], words: readonly string[]): Command | undefined {
  const [first = "", second = ""] = words;
  return commands.find((each) => each.name === `${first} ${second}`) ?? commands.find((each) => each.name === first);
}

function unknown(commands: readonly Command[], words: readonly string[]): string {
  const [first = "", second] = words;
  if (first.startsWith("-"))
    return `"${first}" is not an option of concord itself. Write the command first: concord COMMAND ${first}.`;
  const group = commands.filter((each) => each.name.startsWith(`${first} `)).map((each) => each.name);
  if (group.length > 0 && second) return `There is no command "${first} ${second}". There are: ${group.join(", ")}.`;
  return `There is no command "${first}". \`concord --help\` lists them all.`;
}

function mark({ stderr }: Streams): string {
  return stderr.isTTY && !process.env.NO_COLOR ? "\u001b[31merror\u001b[0m: " : "error: ";
}
