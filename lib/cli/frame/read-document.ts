import fs from "node:fs/promises";
import type { CommandIo } from "@/lib/cli/io";
import { AppError } from "@/lib/errors";

/** The JSON value in a file that the person named; `-` is standard input. @throws AppError `invalid` when it is no JSON. */
export async function readDocument(file: string, io: CommandIo): Promise<unknown> {
  const text = await readText(file, io);
  try {
    return JSON.parse(text);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : "";
    throw new AppError("invalid", `${file === "-" ? "Standard input" : file} is no JSON document: ${why}.`, { cause });
  }
}

async function readText(file: string, io: CommandIo): Promise<string> {
  if (file !== "-") return fs.readFile(io.resolve(file), "utf8");
  let text = "";
  for await (const chunk of io.stdin) text += String(chunk);
  return text;
}
