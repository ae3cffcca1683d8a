import { brotliDecompressSync, gunzipSync, inflateSync } from "node:zlib";
import type { CompressionCodec } from "hyparquet";
import { decompressLz4, decompressLz4Raw, decompressSnappy, decompressZstd } from "hyparquet-compressors";
import { DamagedParquet } from "./damaged-parquet";

/**
 * Unpacks a page into exactly the bytes that its header says. The caller has seen that this is within the limit, so that no more is allocated,
 * whatever the packed bytes claim.
 * @throws DamagedParquet if it unpacks to another length, or cannot be unpacked.
 */
export function unpackPage(packed: Uint8Array, length: number, codec: CompressionCodec): Uint8Array {
  const page = unpack(packed, length, codec);
  if (page.length !== length) {
    throw new DamagedParquet(`a page unpacks to ${page.length} bytes, and its header says ${length}`);
  }
  return page;
}

function unpack(packed: Uint8Array, length: number, codec: CompressionCodec): Uint8Array {
  if (codec === "UNCOMPRESSED") return packed;
  if (length === 0) return new Uint8Array(0);
  const options = { maxOutputLength: length };
  if (codec === "SNAPPY") {
    checkSnappyLength(packed, length);
    return decompressSnappy(packed, length);
  }
  if (codec === "GZIP") return packed[0] === 0x1f ? gunzipSync(packed, options) : inflateSync(packed, options);
  if (codec === "BROTLI") return brotliDecompressSync(packed, options);
  if (codec === "ZSTD") return decompressZstd(packed, new Uint8Array(length));
  if (codec === "LZ4") return decompressLz4(packed, length);
  if (codec === "LZ4_RAW") return decompressLz4Raw(packed, length);
  throw new DamagedParquet(`its compression ${codec} is not known`);
}

/** Snappy begins with its unpacked length, which must be the header's. */
function checkSnappyLength(packed: Uint8Array, length: number): void {
  let said = 0;
  for (let index = 0; index < 5; index++) {
    const byte = packed[index] ?? 0;
    said += (byte & 0x7f) * 2 ** (7 * index);
    if (byte < 0x80) break;
  }
  if (said !== length) throw new DamagedParquet(`a page says that it unpacks to ${said} bytes, and its header ${length}`);
}
