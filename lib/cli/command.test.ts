import { PassThrough } from "node:stream";
import { describe, expect, test } from "vitest";
import { AppError } from "@/lib/errors";
import { checkClock, checkNode } from "./checks/check-machine";
import { defineCommand, EXIT, toChoice, toInteger } from "./command";
import { formatHelp } from "./frame/help";
import { createProgress } from "./frame/progress";
import { toEnding } from "./frame/to-exit-code";
import { createIo, readSecret } from "./io";

const example = defineCommand({
  name: "thing do",
  summary: "do a thing",
  positionals: ["WHAT", "[HOW]"],
  options: {
    loud: { type: "boolean", help: "say it" },
    tag: { type: "string", value: "T", multiple: true, help: "a tag" },
    size: { type: "string", value: "N", help: "how large" },
  },
  example: "npx concord thing do it",
  run: async (_actor, { values, positionals }, io) => {
    io.document({ ...values, positionals });
    io.print("done");
    return EXIT.done;
  },
});

function world(json: boolean) {
  const out = new PassThrough();
  const streams = { stdin: new PassThrough(), stdout: out, stderr: new PassThrough(), cwd: "/somewhere" };
  const io = createIo(streams, { json, signal: new AbortController().signal });
  return { io, streams, read: () => String(out.read() ?? "") };
}

describe("a command", () => {
  test("gives its options with their types, and what was not given as false, empty or undefined", async () => {
    const { io, read } = world(true);
    await example.parse(["it", "--tag", "a", "--tag=b"])({ kind: "SYSTEM", name: "test" }, io);
    expect(JSON.parse(read())).toEqual({ loud: false, tag: ["a", "b"], positionals: ["it"] });
  });

  test("prints lines without --json and nothing but the document with it", async () => {
    const plain = world(false);
    await example.parse(["it"])({ kind: "SYSTEM", name: "test" }, plain.io);
    expect(plain.read()).toBe("done\n");
  });

  test("refuses words that do not fit with a sentence that says what is wrong", () => {
    expect(() => example.parse([])).toThrow("WHAT is missing: concord thing do WHAT [HOW].");
    expect(() => example.parse(["a", "b", "c"])).toThrow('"c" is one word too many');
    expect(() => example.parse(["a", "--nope"])).toThrow(
      "Unknown option '--nope'. `concord thing do --help` lists what it takes.",
    );
    expect(() => toInteger("1.5", "size")).toThrow('--size is "1.5": it must be a whole number of at least 0.');
    expect(() => toInteger("9", "levels", { min: 1, max: 4 })).toThrow("from 1 to 4");
    expect(toInteger("4", "levels", { min: 1, max: 4 })).toBe(4);
    expect(() => toChoice("x", "format", ["a", "b"])).toThrow("one of a, b");
  });

  test("describes itself with every option and an example", () => {
    const help = formatHelp(example);
    for (const part of ["thing do: do a thing.", "--tag T", "several times", "--json", "npx concord thing do it"])
      expect(help).toContain(part);
  });

  test("finds files where the person called, not where Concord lies", () => {
    expect(world(false).io.resolve("file.jsonl")).toBe("/somewhere/file.jsonl");
  });
});

test("each kind of error has its exit code, and only a bug shows where it happened", () => {
  expect(toEnding(new AppError("not_found", "x"))).toEqual({ code: 4, message: "x" });
  expect(toEnding(new AppError("limit_reached", "x")).code).toBe(5);
  expect(toEnding(new AppError("conflict", "x")).code).toBe(3);
  expect(toEnding(Object.assign(new Error("no space"), { code: "53100" }))).toMatchObject({
    code: 5,
    message: expect.stringContaining("disk is full"),
  });
  const bug = toEnding(new Error("oops"));
  expect(bug.code).toBe(1);
  expect(bug.stack).toContain("command.test.ts");
});

test("a secret is the first line of standard input", async () => {
  const { io, streams } = world(false);
  streams.stdin.end("a long password\r\nsecond line\n");
  expect(await readSecret(io, "Password:")).toBe("a long password");
});

test("progress elsewhere than on a terminal prints no line for quick work, and never a control character", () => {
  const stderr = new PassThrough();
  const progress = createProgress(stderr, "Reading", "rows");
  for (let row = 0; row < 1000; row++) progress.update(row, 1000);
  progress.end();
  expect(stderr.read()).toBeNull();
});

test("progress on a terminal is one line that is drawn again, and taken away at the end", async () => {
  const stderr = Object.assign(new PassThrough(), { isTTY: true, columns: 60 });
  const progress = createProgress(stderr, "Reading", "rows");
  await new Promise((resolve) => setTimeout(resolve, 120));
  progress.update(500, 1000);
  progress.end();
  const shown = String(stderr.read());
  expect(shown).toContain("500 of 1,000 rows");
  expect(shown).not.toContain("\n");
  expect(shown.endsWith("\r\u001b[K")).toBe(true);
});

test("doctor refuses an old Node and a clock that was never set", () => {
  expect(checkNode("20.18.3")).toMatchObject({ state: "problem" });
  expect(checkNode("20.19.0")).toMatchObject({ state: "ok", mend: null });
  expect(checkNode("22.1.0")).toMatchObject({ state: "ok" });
  expect(checkClock(0)).toMatchObject({ state: "problem" });
});
