import type { RowProblem } from "@/lib/datasets/schema";
import { DEFAULT_LIMITS } from "@/lib/datasets/source/limits";
import { readRows } from "@/lib/datasets/source/read-rows";
import { toValues } from "@/lib/datasets/source/to-values";

/** A row of a file of gold answers as it came, or why it could not be read. `row` counts as an editor does: lines, the heading being the first. */
export type GoldRow = { row: number; value: Record<string, unknown> } | { row: number; problem: RowProblem };

/**
 * The rows of a file of gold answers: JSON Lines, a JSON list, or CSV with a heading, told by the first character.
 *
 * @throws AppError `invalid` when it is none of them.
 */
export async function readGoldRows(bytes: Buffer): Promise<GoldRow[]> {
  const text = bytes.toString("utf8").replace(/^\uFEFF/, "");
  return /^\s*[{[]/.test(text) ? readJson(bytes) : readCsv(text);
}

async function readJson(bytes: Buffer): Promise<GoldRow[]> {
  const found: GoldRow[] = [];
  const { rows } = await readRows(
    (async function* () {
      yield bytes;
    })(),
    DEFAULT_LIMITS,
  );
  for await (const some of rows) {
    for (const each of some) {
      const values = toValues(each);
      found.push(values.ok ? { row: each.row, value: values.value } : { row: each.row, problem: values.problem });
    }
  }
  return found;
}

function readCsv(text: string): GoldRow[] {
  const [heading, ...records] = splitCsv(text);
  if (!heading) return [];
  const columns = heading.fields.map((name) => name.trim().toLowerCase());
  return records.map(({ line, fields, isOpen }): GoldRow => {
    if (isOpen)
      return {
        row: line,
        problem: { column: "", reason: "A quotation mark is never closed.", mend: 'Close it with another ".' },
      };
    if (fields.length !== columns.length) {
      const reason = `The row has ${fields.length} fields, and the heading ${columns.length}.`;
      return { row: line, problem: { column: "", reason, mend: "Put texts that hold a comma in quotation marks." } };
    }
    return { row: line, value: Object.fromEntries(columns.map((column, index) => [column, fields[index]])) };
  });
}

interface CsvRecord {
  /** The line on which it begins. */
  line: number;
  fields: string[];
  /** Its last field lacks the closing quotation mark. */
  isOpen: boolean;
}

/** Records of RFC 4180; empty lines are none. A quotation mark that is never closed takes all that follows into its record. */
function splitCsv(text: string): CsvRecord[] {
  const records: CsvRecord[] = [];
  let [line, begun, value, isOpen] = [1, 1, "", false];
  let fields: string[] = [];
  const endRecord = () => {
    fields.push(value);
    if (fields.length > 1 || value.trim() !== "") records.push({ line: begun, fields, isOpen });
    [fields, value] = [[], ""];
  };
  for (let at = 0; at < text.length; at++) {
    const character = text[at];
    if (character === "\n") line++;
    if (isOpen) {
      if (character !== '"') value += character;
      else if (text[at + 1] === '"') value += text[++at];
      else isOpen = false;
    } else if (character === '"' && value.trim() === "") [value, isOpen] = ["", true];
    else if (character === ",") {
      fields.push(value);
      value = "";
    } else if (character === "\n") {
      endRecord();
      begun = line;
    } else if (character !== "\r") value += character;
  }
  endRecord();
  return records;
}
