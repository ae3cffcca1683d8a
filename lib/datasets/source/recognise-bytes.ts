import { AppError } from "@/lib/errors";
import { findSeparator } from "./table-record";

/** How the rows of a file stand in it. A document is one JSON object that holds them as a list; a table has the separator of its values. */
export type RowLayout =
  | { kind: "lines" | "list" | "document" | "parquet"; separator?: undefined }
  | { kind: "table"; separator: number };

const NAMED: readonly { starts: readonly number[]; is: string; mend: string }[] = [
  { starts: [0xff, 0xfe], is: "UTF-16 text", mend: "Save it as UTF-8." },
  { starts: [0xfe, 0xff], is: "UTF-16 text", mend: "Save it as UTF-8." },
  { starts: [0x1f, 0x8b], is: "gzip inside gzip", mend: "Unpack it once." },
  { starts: [...Buffer.from("PARE")], is: "an encrypted Parquet file", mend: "Write it again without encryption." },
  {
    starts: [0x50, 0x4b, 0x03, 0x04],
    is: "a ZIP archive (or a spreadsheet)",
    mend: "Unpack it and import the file in it; save a spreadsheet as CSV.",
  },
  { starts: [0x28, 0xb5, 0x2f, 0xfd], is: "compressed with zstd", mend: "Unpack it, or compress it with gzip." },
  { starts: [0x42, 0x5a, 0x68], is: "compressed with bzip2", mend: "Unpack it, or compress it with gzip." },
  { starts: [0xfd, 0x37, 0x7a, 0x58, 0x5a], is: "compressed with xz", mend: "Unpack it, or compress it with gzip." },
  { starts: [...Buffer.from("ARROW1")], is: "an Arrow file", mend: "Write it as JSON Lines first." },
  { starts: [...Buffer.from("SQLite")], is: "an SQLite database", mend: "Write its rows as JSON Lines first." },
  { starts: [...Buffer.from("%PDF")], is: "a PDF", mend: "Choose the file that holds the comparisons." },
  { starts: [0x80], is: "a Python pickle, which is never opened", mend: "Write it as JSON Lines first." },
  {
    starts: [...Buffer.from("version https://git-lfs")],
    is: "a Git LFS pointer, not the file itself",
    mend: "Fetch the file with `git lfs pull` and import that.",
  },
];

const PARQUET = Buffer.from("PAR1");

/** Whether bytes begin a gzip member. */
export function isGzip(head: Uint8Array): boolean {
  return head[0] === 0x1f && head[1] === 0x8b;
}

/**
 * Recognises from its first bytes how a text holds its rows.
 * @throws AppError `invalid` that names what the file is instead, and what to do.
 */
export function recogniseLayout(head: Buffer): RowLayout {
  if (head.length === 0) throw new AppError("invalid", "The file is empty. Choose a file with at least one row.");
  for (const { starts, is, mend } of NAMED) {
    if (starts.every((byte, index) => head[index] === byte)) throw new AppError("invalid", `The file is ${is}. ${mend}`);
  }
  if ((head[0] === 0 && head.length > 1) || (head[1] === 0 && head.length > 3 && head[3] === 0)) {
    throw new AppError("invalid", "The file is UTF-16 text or not text at all. Save it as UTF-8.");
  }
  if (PARQUET.equals(head.subarray(0, 4))) return { kind: "parquet" };
  const text = head.toString("utf8").trimStart();
  if (text === "") throw new AppError("invalid", "The file holds only white space. Choose a file with at least one row.");
  if (text.startsWith("[")) return { kind: "list" };
  if (text.startsWith("{")) return { kind: isDocument(text) ? "document" : "lines" };
  if (text.startsWith("<")) {
    throw new AppError(
      "invalid",
      "The file is HTML or XML, perhaps a download page saved in place of the file. Download the file itself.",
    );
  }
  const separator = findSeparator(head);
  if (separator !== null) return { kind: "table", separator };
  const start = JSON.stringify(text.slice(0, 20));
  throw new AppError(
    "invalid",
    `The file is neither JSON nor a table: it begins with ${start}. Write it as JSON Lines, one { … } a line, as one list [ … ], or as CSV with a header row.`,
  );
}

/** Whether an object goes on over several lines, or holds its rows inside, as AnnotatedPairs does. */
function isDocument(text: string): boolean {
  if (/^\{\s*\n\s*"/.test(text)) return true;
  const line = text.slice(0, text.indexOf("\n") === -1 ? text.length : text.indexOf("\n"));
  return /"(default_annotator|annotators)"\s*:/.test(line) && !/^\{\s*"(id|prompt|responseA)"/.test(line);
}
