import type { FileHandle } from "node:fs/promises";
import { type FileMetaData, parquetMetadata } from "hyparquet";
import { checkColumnNames } from "@/lib/datasets/source/column-names";
import type { SourceLimits } from "@/lib/datasets/source/limits";
import { readFully } from "./column-stream";
import { DamagedParquet } from "./damaged-parquet";
import { plainParsers } from "./to-plain";

const MAGIC = 0x31524150;
const MOST_GROUPS = 1_000_000;

/**
 * Reads the description at the end of a Parquet file and sees that all it points to lies within the file.
 * @throws DamagedParquet; AppError `invalid` for columns that cannot be used.
 */
export async function readDescription(file: FileHandle, size: number, limits: SourceLimits): Promise<FileMetaData> {
  if (size < 12) throw new DamagedParquet("it ends too early");
  const tail = new Uint8Array(8);
  await readFully(file, tail, size - 8);
  const view = new DataView(tail.buffer);
  if (view.getUint32(4, true) !== MAGIC) throw new DamagedParquet("it does not end with PAR1, so it was probably cut");
  const length = view.getUint32(0, true);
  if (length > size - 12 || length > limits.pageBytes)
    throw new DamagedParquet(`its description claims ${length} bytes of ${size}`);
  const bytes = new Uint8Array(length + 8);
  await readFully(file, bytes, size - 8 - length);
  const description = parquetMetadata(bytes, { parsers: plainParsers, geoparquet: false });
  checkSchema(description, limits);
  checkGroups(description, size - 8 - length);
  return description;
}

function checkSchema({ schema }: FileMetaData, limits: SourceLimits): void {
  const [root] = schema;
  if (!root?.num_children) throw new DamagedParquet("it has no column");
  if (schema.length > limits.columns * 4)
    throw new DamagedParquet(`it describes ${schema.length} fields; the most is ${limits.columns * 4}`);
  for (const { name, num_children: children } of schema) {
    if (typeof name !== "string" || name === "__proto__" || name.length > limits.nameCharacters) {
      throw new DamagedParquet(`a field is named ${JSON.stringify(String(name).slice(0, 40))}`);
    }
    if (children !== undefined && !(children >= 0 && children <= schema.length))
      throw new DamagedParquet("a field claims more children than there are");
  }
  checkColumnNames(topNames({ schema }), limits);
}

/** The names of the outermost columns, in their order. */
function topNames({ schema }: Pick<FileMetaData, "schema">): string[] {
  const names: string[] = [];
  let index = 1;
  while (index < schema.length) {
    names.push(schema[index]?.name ?? "");
    let left = 1;
    while (left > 0 && index < schema.length) {
      left += (schema[index]?.num_children ?? 0) - 1;
      index++;
    }
  }
  return names;
}

function checkGroups({ row_groups: groups, num_rows: said }: FileMetaData, end: number): void {
  if (groups.length > MOST_GROUPS) throw new DamagedParquet(`it claims ${groups.length} row groups`);
  let rows = 0n;
  for (const group of groups) {
    if (typeof group.num_rows !== "bigint" || group.num_rows < 0n || group.num_rows > 1n << 40n)
      throw new DamagedParquet("a row group claims an impossible number of rows");
    rows += group.num_rows;
    for (const { meta_data: chunk, file_path: elsewhere, crypto_metadata: crypto } of group.columns) {
      if (elsewhere) throw new DamagedParquet("its columns stand in other files");
      if (crypto || !chunk) throw new DamagedParquet("its columns are encrypted");
      const dictionary = Number(chunk.dictionary_page_offset ?? 0);
      const data = Number(chunk.data_page_offset);
      const start = dictionary > 0 && dictionary < data ? dictionary : data;
      const size = Number(chunk.total_compressed_size);
      if (!(start >= 4) || !(size >= 0) || !(start + size <= end))
        throw new DamagedParquet("a column claims bytes that are not in the file");
    }
  }
  if (rows !== said) throw new DamagedParquet(`its row groups hold ${rows} rows, and its description says ${said}`);
}
