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
  /** Bytes of one line or one list element. */
  rowBytes: number;
}

const GIB = 1024 ** 3;

export const DEFAULT_LIMITS: SourceLimits = {
  bytes: 16 * GIB,
  textBytes: 64 * GIB,
  ratio: 200,
  ratioFrom: 64 * 1024 * 1024,
  rowBytes: MAX_ROW_BYTES,
};
