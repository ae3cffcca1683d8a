import { describe, expect, test } from "vitest";
import type { ComparisonRecord } from "@/lib/datasets/record";
import { EMPTY_RESPONSE, HISTORIES_PART, TURNS_REPEAT } from "./flags";
import type { ParsedRow } from "./format";
import { hhRlhf, toHhTexts, unfitForTranscript } from "./hh-rlhf";
import { parseTranscript } from "./transcript";

const context = { fileName: "pairs.jsonl", annotatorName: undefined };
const H = (text: string) => `\n\nHuman: ${text}`;
const A = (text: string) => `\n\nAssistant: ${text}`;

function record(chosen: string, rejected: string, more: Record<string, unknown> = {}): ComparisonRecord {
  const parsed = hhRlhf.parse({ chosen, rejected, ...more }, context);
  if (parsed.kind !== "comparison") throw new Error(JSON.stringify(parsed));
  return parsed.record;
}

function problems(row: Record<string, unknown>) {
  const parsed: ParsedRow = hhRlhf.parse(row, context);
  if (parsed.kind !== "refused") throw new Error("was not refused");
  return parsed.problems;
}

/** The preferred response of a record by its one label, and the other. */
function byLabel({ responseA, responseB, labels }: ComparisonRecord): [string, string] {
  return labels?.[0]?.score === -2 ? [responseA, responseB] : [responseB, responseA];
}

describe("hh-rlhf", () => {
  test("makes the shared history the prompt and the last turns the responses", () => {
    const history = H("Is tea a soup?") + A("No.") + H("Why?");
    const made = record(history + A("Soup is food."), history + A("Because."));
    expect(made.prompt).toEqual([
      { role: "user", content: "Is tea a soup?" },
      { role: "assistant", content: "No." },
      { role: "user", content: "Why?" },
    ]);
    expect(byLabel(made)).toEqual(["Soup is food.", "Because."]);
    expect(made.turnIndex).toBe(2);
    expect(made.flags).toBeUndefined();
  });

  test("gives the file's preference to a person named by the file, strength unknown", () => {
    const label = record(H("q") + A("x"), H("q") + A("y")).labels?.[0];
    expect(label).toMatchObject({ annotator: "pairs.jsonl", kind: "HUMAN", strengthKnown: false });
    expect(Math.abs(label?.score ?? 0)).toBe(2);
    const named = hhRlhf.parse({ chosen: H("q") + A("x"), rejected: H("q") + A("y") }, { ...context, annotatorName: "crowd" });
    expect(named.kind === "comparison" && named.record.labels?.[0]?.annotator).toBe("crowd");
  });

  test("decides A and B by content: the same when the file is turned round, and even over many rows", () => {
    let chosenIsA = 0;
    for (let index = 0; index < 1000; index++) {
      const [x, y] = [H(`q${index}`) + A("left"), H(`q${index}`) + A("right")];
      const one = record(x, y);
      const other = record(y, x);
      expect([one.responseA, one.responseB]).toEqual([other.responseA, other.responseB]);
      expect(one.labels?.[0]?.score).toBe(-(other.labels?.[0]?.score ?? 0));
      if (one.responseA === "left") chosenIsA++;
    }
    // Binomial(1000, ½): outside 436 … 564 with probability below 0.0001.
    expect(chosenIsA).toBeGreaterThan(435);
    expect(chosenIsA).toBeLessThan(565);
  });

  test("keeps empty last replies and two blocks of one role", () => {
    const empty = record(`${H("q")}\n\nAssistant:`, H("q") + A("x"));
    expect(byLabel(empty)).toEqual(["", "x"]);
    expect(empty.flags).toEqual([EMPTY_RESPONSE]);
    expect(byLabel(record(H("q") + A(""), H("q") + A("x")))).toEqual(["", "x"]);
    const twice = H("q") + A("one") + A("two");
    expect(record(twice + A("x"), twice + A("y")).flags).toEqual([TURNS_REPEAT]);
    expect(record(twice + A("x"), twice + A("y")).prompt.map((message) => message.role)).toEqual([
      "user",
      "assistant",
      "assistant",
    ]);
  });

  test("stores what both share as prompt where the histories part, and flags it", () => {
    const made = record(H("q") + A("one") + A("two"), H("q") + A("three"));
    expect(made.prompt).toEqual([{ role: "user", content: "q" }]);
    expect(byLabel(made)).toEqual(["one\n\nAssistant: two", "three"]);
    expect(made.flags).toEqual([HISTORIES_PART, TURNS_REPEAT]);

    const humans = record(H("q") + A("s") + H("u") + A("v"), H("q") + A("s") + H("w") + A("z"));
    expect(humans.prompt).toHaveLength(2);
    expect(byLabel(humans)).toEqual(["\n\nHuman: u\n\nAssistant: v", "\n\nHuman: w\n\nAssistant: z"]);

    const nothing = record(H("p") + A("x"), H("q") + A("y"));
    expect(nothing.prompt).toEqual([]);
  });

  test("does not take markers inside a line for turns, and keeps white space", () => {
    const made = record(H(" q\nHuman: no") + A("x \n\n\nAssistant: y"), H(" q\nHuman: no") + A("z\n"));
    expect(made.prompt[0]?.content).toBe(" q\nHuman: no");
    expect(made.flags).toEqual([HISTORIES_PART, TURNS_REPEAT]);
    expect(parseTranscript("\n\nHuman:  two spaces\n\n\n\nAssistant: x")?.map((block) => block.text)).toEqual([
      " two spaces\n\n",
      "x",
    ]);
  });

  test("keeps further columns as metadata", () => {
    expect(record(H("q") + A("x"), H("q") + A("y"), { split: "base", n: 3 }).metadata).toEqual({ split: "base", n: 3 });
  });

  test("writes the very bytes that it read", () => {
    const rows = [
      [H("q") + A("x"), H("q") + A("y")],
      [H("q") + A("one") + A("two"), H("q") + A("three")],
      [H("q") + A("s") + H("u") + A("v"), H("q") + A("s") + H("w") + A("z")],
      [H("q") + A(""), H("q") + A("  y\n\n")],
      [H("p") + A("x"), H("q") + A("y")],
    ] as const;
    for (const [chosen, rejected] of rows) {
      const made = record(chosen, rejected);
      expect(toHhTexts(made.prompt, ...byLabel(made))).toEqual([chosen, rejected]);
    }
  });

  test("says where HH-RLHF cannot hold a prompt", () => {
    expect(unfitForTranscript([{ role: "user", content: "q" }])).toBeNull();
    expect(unfitForTranscript([{ role: "system", content: "s" }])).toContain("system or tool");
  });

  test.each([
    [{ chosen: H("q") + A("x") }, "rejected", "missing"],
    [{ chosen: 7, rejected: H("q") + A("x") }, "chosen", "does not begin"],
    [{ chosen: ["x"], rejected: "y" }, "chosen", "no text"],
    [{ chosen: `x${H("q")}${A("x")}`, rejected: H("q") + A("x") }, "chosen", "does not begin"],
    [{ chosen: H("q") + A("x"), rejected: H("q") + A("x") + H("more") }, "rejected", "Human turn"],
    [{ chosen: H("q") + A("x"), rejected: H("q") + A("x") }, "chosen, rejected", "same text"],
    [{ chosen: "", rejected: "" }, "chosen", "does not begin"],
  ])("refuses %j", (row, column, reason) => {
    expect(problems(row)[0]).toMatchObject({
      column,
      reason: expect.stringContaining(reason),
      mend: expect.stringMatching(/\w/),
    });
  });
});
