import { AppError } from "@/lib/errors";
import { decodeUtf8 } from "./decode-utf8";
import type { SourceLimits } from "./limits";
import { parseJsonRow } from "./parse-json-row";
import type { SourceRow } from "./source-row";
import { ListWalk } from "./split-list";

/** The one list of a document whose elements are rows. */
export const ROWS_KEY = "comparisons";

/**
 * Splits a JSON document that holds its rows as one list under "comparisons" into the texts of these rows, some at a time. What stands before
 * the list is put into `document` before the first row is given.
 *
 * @throws AppError `invalid` where there is no such list, or it is cut, or not UTF-8.
 */
export async function* splitDocument(
  chunks: AsyncGenerator<Buffer>,
  limits: SourceLimits,
  document: Map<string, unknown>,
): AsyncGenerator<SourceRow[]> {
  const rest: Buffer[] = [];
  const walk = new ListWalk(limits, (bytes) => void rest.push(Buffer.from(bytes)));
  let before: Buffer = Buffer.alloc(0);
  let begun = false;
  for await (const chunk of chunks) {
    let list: Buffer = chunk;
    if (!begun) {
      before = Buffer.concat([before, chunk]);
      const at = findList(before);
      if (at === -1) {
        if (before.length > limits.rowBytes) throw noList();
        continue;
      }
      begun = true;
      for (const [key, value] of readFields(`${decodeUtf8(before.subarray(0, at), { offset: 0, row: 1 })}null}`)) {
        if (key !== ROWS_KEY) document.set(key, value);
      }
      list = before.subarray(at);
    }
    const rows = walk.take(list);
    if (rows.length > 0) yield rows;
  }
  if (!begun) throw noList();
  walk.end();
  const behind = readFields(`{"${ROWS_KEY}":null${decodeUtf8(Buffer.concat(rest), { offset: 0, row: walk.row })}`);
  if (behind.some(([key]) => key === "annotators")) {
    throw new AppError("invalid", 'The annotators stand behind the comparisons. Write "annotators" before "comparisons".');
  }
}

function noList(): AppError {
  return new AppError(
    "invalid",
    `The file is one JSON object without a list "${ROWS_KEY}". Write each comparison whole on one line (JSON Lines), or all of them as one list [ … ].`,
  );
}

/** Where the list under "comparisons" begins, seen from the outermost object; −1 if it does not (yet). */
function findList(bytes: Buffer): number {
  let depth = 0;
  let index = 0;
  while (index < bytes.length) {
    const byte = bytes[index];
    if (byte === 0x22) {
      const end = endOfText(bytes, index);
      if (end === -1) return -1;
      if (depth === 1 && bytes.toString("utf8", index + 1, end - 1) === ROWS_KEY) {
        const list = listBehindColon(bytes, end);
        if (list !== -1) return list;
      }
      index = end;
      continue;
    }
    if (byte === 0x7b || byte === 0x5b) depth++;
    else if (byte === 0x7d || byte === 0x5d) depth--;
    index++;
  }
  return -1;
}

function endOfText(bytes: Buffer, start: number): number {
  for (let index = start + 1; index < bytes.length; index++) {
    if (bytes[index] === 0x5c) index++;
    else if (bytes[index] === 0x22) return index + 1;
  }
  return -1;
}

function listBehindColon(bytes: Buffer, from: number): number {
  const between = /^\s*:\s*\[/.exec(bytes.toString("latin1", from, from + 64));
  return between ? from + between[0].length - 1 : -1;
}

function readFields(text: string): [string, unknown][] {
  const parsed = parseJsonRow(text);
  if (!parsed.ok) {
    throw new AppError(
      "invalid",
      `Outside its list of comparisons the file is not JSON as expected: ${parsed.problem.reason} ${parsed.problem.mend}`,
    );
  }
  return Object.entries(parsed.value);
}
