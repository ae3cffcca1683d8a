import { MAX_ROW_BYTES } from "@/lib/datasets/record";

/** What a file may cost. Each is checked while it streams. */
export interface SourceLimits {
  /** Bytes as they come. */
  bytes: number;
  /** Bytes after decompression. */
  textBytes: number;
  /** Decompressed over compressed bytes, once `ratioFrom` bytes came out: what a decompression bomb has and no real text. */
  ratio: number;
  ratioFrom: number;
  /** Bytes of one line, one list element or one row of a table. */
  rowBytes: number;
  /** Columns of a table, leaves of nested ones counted. */
  columns: number;
  /** Characters of a column's name. */
  nameCharacters: number;
  /** Bytes of one page of a Parquet file, packed or unpacked, and of the description at its end. */
  pageBytes: number;
  /** Values of one page, or of one column in one batch. */
  pageValues: number;
  /** Milliseconds that one batch of Parquet rows may take. */
  batchMs: number;
}

const MIB = 1024 ** 2;
const GIB = 1024 ** 3;

export const DEFAULT_LIMITS: SourceLimits = {
  bytes: 16 * GIB,
  textBytes: 64 * GIB,
  ratio: 200,
  ratioFrom: 64 * MIB,
  rowBytes: MAX_ROW_BYTES,
  columns: 1_000,
  nameCharacters: 200,
  pageBytes: 64 * MIB,
  pageValues: 4_000_000,
  batchMs: 15_000,
};
