import path from "node:path";
import type { Readable, Writable } from "node:stream";
import { createProgress, type Progress } from "./frame/progress";

/** What a command may touch of the world around it. Standard output is for its result alone; everything else goes to standard error. */
export interface CommandIo {
  /** `--json` was given: print one document with `document` and nothing else to standard output. */
  json: boolean;
  stdin: Readable & { isTTY?: boolean };
  stdout: Writable;
  /** Aborted by Ctrl-C: a long command then ends in order. */
  signal: AbortSignal;
  /** A line of the result; nothing under `--json`. */
  print(line: string): void;
  /** The result as a JSON document; nothing without `--json`. */
  document(value: unknown): void;
  /** A line for the person who waits. */
  note(line: string): void;
  /** Shows how far long work is: a bar on a terminal, a line every few seconds elsewhere. */
  progress(label: string, unit?: string): Progress;
  /** A file that the person named, seen from where they called. */
  resolve(file: string): string;
}

/** The streams of a command line and how it was called. */
export interface Streams {
  stdin: Readable & { isTTY?: boolean };
  stdout: Writable;
  stderr: Writable & { isTTY?: boolean; columns?: number };
  /** Where the person called, which is not where Concord runs. */
  cwd: string;
}

/** The world of one call of a command. */
export function createIo(
  { stdin, stdout, stderr, cwd }: Streams,
  { json, signal }: { json: boolean; signal: AbortSignal },
): CommandIo {
  return {
    json,
    stdin,
    stdout,
    signal,
    print: (line) => {
      if (!json) stdout.write(`${line}\n`);
    },
    document: (value) => {
      if (json) stdout.write(`${JSON.stringify(value, null, 2)}\n`);
    },
    note: (line) => {
      stderr.write(`${line}\n`);
    },
    progress: (label, unit = "") => createProgress(stderr, label, unit),
    resolve: (file) => path.resolve(cwd, file),
  };
}

/**
 * Reads a secret: asked for on a terminal, without showing it, else the first line of standard input.
 *
 * @returns "" when nothing came.
 */
export async function readSecret(io: Pick<CommandIo, "stdin" | "note">, question: string): Promise<string> {
  const { stdin } = io;
  if (!stdin.isTTY || !("setRawMode" in stdin) || typeof stdin.setRawMode !== "function") return readLine(stdin);
  io.note(question);
  stdin.setRawMode(true);
  try {
    return await readKeys(stdin);
  } finally {
    stdin.setRawMode(false);
    stdin.pause();
  }
}

async function readLine(stdin: Readable): Promise<string> {
  let text = "";
  for await (const chunk of stdin) {
    text += String(chunk);
    if (text.includes("\n")) break;
  }
  return text.split(/\r?\n/)[0] ?? "";
}

function readKeys(stdin: Readable): Promise<string> {
  return new Promise((resolve, reject) => {
    let typed = "";
    const onData = (chunk: Buffer | string) => {
      for (const key of String(chunk)) {
        if (key === "\r" || key === "\n") {
          stdin.off("data", onData);
          resolve(typed);
          return;
        }
        if (key === "\u0003") {
          stdin.off("data", onData);
          reject(new DOMException("stopped", "AbortError"));
          return;
        }
        typed = key === "\u007f" || key === "\b" ? typed.slice(0, -1) : typed + key;
      }
    };
    stdin.on("data", onData);
    stdin.resume();
  });
}
