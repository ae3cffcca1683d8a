import { describe, expect, test } from "vitest";
import { chooseFormat } from "./all-formats";

const hh = { chosen: "\n\nHuman: q\n\nAssistant: x", rejected: "\n\nHuman: q\n\nAssistant: y" };
const concord = { prompt: "q", responseA: "a", responseB: "b" };

const choice = { layout: { kind: "lines" }, map: {} } as const;

describe("chooseFormat", () => {
  test("recognises each format by content, even behind rows that fit none", () => {
    expect(chooseFormat("auto", [hh], choice).name).toBe("hh-rlhf");
    expect(chooseFormat("auto", [{ x: 1 }, concord], choice).name).toBe("concord-jsonl");
    expect(chooseFormat("auto", [{ idx: 1, pandalm_result: 0 }], choice).name).toBe("pandalm");
  });

  test("refuses a format by name that the rows are not, and says what they look like", () => {
    expect(chooseFormat("hh-rlhf", [hh], choice).name).toBe("hh-rlhf");
    expect(() => chooseFormat("pandalm", [hh], choice)).toThrow(
      "The rows are not pandalm: they have the columns chosen, rejected. They look like hh-rlhf",
    );
  });

  test("reads a table by its columns' names, by what is said of them, and in no other way", () => {
    const csv = (map: Record<string, string>) => ({ layout: { kind: "table", separator: 0x2c }, map }) as const;
    expect(chooseFormat("auto", [{ question: "q", left: "a", right: "b" }], csv({})).name).toBe("csv");
    // The canonical file knows no other fields; a table's other columns are metadata.
    expect(chooseFormat("auto", [{ ...concord, topic: "t" }], csv({})).name).toBe("csv");
    expect(chooseFormat("auto", [{ ...concord, topic: "t" }], choice).name).toBe("concord-jsonl");
    const odd = [{ ask: "q", one: "a", two: "b" }];
    expect(() => chooseFormat("auto", odd, csv({}))).toThrow("--map prompt=COLUMN --map responseA=COLUMN --map responseB=COLUMN");
    expect(chooseFormat("auto", odd, csv({ prompt: "ask", responseA: "one", responseB: "two" })).name).toBe("csv");
    expect(() => chooseFormat("csv", odd, csv({ prompt: "nowhere" }))).toThrow('There is no column "nowhere" for prompt');
    expect(() => chooseFormat("parquet", odd, csv({}))).toThrow("The file is csv, not parquet");
    // Another format's columns under other names.
    expect(
      chooseFormat("auto", [{ history: "q", x: "a", y: "b" }], { ...choice, map: { human_ref_A: "x", human_ref_B: "y" } }).name,
    ).toBe("shp");
  });

  test("names the columns of rows that it does not recognise", () => {
    expect(() => chooseFormat("auto", [{ text: "x", label: 1 }], choice)).toThrow("the rows have the columns text, label");
    expect(() => chooseFormat("auto", [{ chosen: [{}], rejected: [{}] }], choice)).toThrow("TRL rows hold texts or messages");
    expect(() => chooseFormat("auto", [], choice)).toThrow("No row of the file's beginning is a JSON object");
  });
});
