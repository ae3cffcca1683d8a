import type { DecodedArray, PageHeader } from "hyparquet";
import type { readColumn } from "hyparquet/src/column.js";
import { deltaBinaryUnpack, deltaLengthByteArray } from "hyparquet/src/delta.js";
import { byteStreamSplit, readRleBitPackedHybrid } from "hyparquet/src/encoding.js";
import { readPlain } from "hyparquet/src/plain.js";
import { getMaxDefinitionLevel, getMaxRepetitionLevel } from "hyparquet/src/schema.js";
import type { SourceLimits } from "@/lib/datasets/source/limits";
import { checkRuns } from "./check-runs";
import { DamagedParquet } from "./damaged-parquet";
import { unpackPage } from "./unpack-page";

/** What the library's decoders are told of a column. */
export type ColumnDecoder = Parameters<typeof readColumn>[2];

/** The numbers of one data page before they are put together: levels are empty where a column has none. */
export interface DecodedPage {
  repetition: number[];
  definition: number[];
  values: DecodedArray;
  encoding: NonNullable<PageHeader["data_page_header"]>["encoding"];
}

interface Parts {
  bytes: Uint8Array;
  count: number;
  repetition: { from: number; end: number } | null;
  definition: { from: number; end: number } | null;
  valuesFrom: number;
  encoding: DecodedPage["encoding"];
}

/**
 * Unpacks and decodes one data page. Sizes and counts are checked against the bytes that are there before anything is allocated for them.
 * @throws DamagedParquet, or whatever the decoders throw at bytes that make no sense.
 */
export function decodePage(packed: Uint8Array, header: PageHeader, column: ColumnDecoder, limits: SourceLimits): DecodedPage {
  const parts = header.type === "DATA_PAGE_V2" ? toPartsV2(packed, header, column) : toParts(packed, header, column);
  const { bytes, count } = parts;
  const highest = getMaxDefinitionLevel(column.schemaPath);
  const repetition = readLevels(bytes, parts.repetition, getMaxRepetitionLevel(column.schemaPath), count);
  const definition = readLevels(bytes, parts.definition, highest, count);
  const present = definition.length === 0 ? count : definition.reduce((sum, level) => (level === highest ? sum + 1 : sum), 0);
  const values = readValues(bytes, parts, column, present, limits);
  return { repetition, definition: present === count ? [] : definition, values, encoding: parts.encoding };
}

function toParts(packed: Uint8Array, header: PageHeader, { codec, schemaPath }: ColumnDecoder): Parts {
  const page = header.data_page_header;
  if (!page) throw new DamagedParquet("a data page has no header of its own");
  const bytes = ownBytes(unpackPage(packed, header.uncompressed_page_size, codec));
  let position = 0;
  const levels = (highest: number) => {
    if (highest === 0) return null;
    const from = position + 4;
    const length = from <= bytes.length ? new DataView(bytes.buffer).getUint32(position, true) : Number.POSITIVE_INFINITY;
    if (from + length > bytes.length) throw new DamagedParquet("a page's levels are longer than the page");
    position = from + length;
    return { from, end: position };
  };
  const repetition = levels(getMaxRepetitionLevel(schemaPath));
  const definition = levels(getMaxDefinitionLevel(schemaPath));
  return { bytes, count: page.num_values, repetition, definition, valuesFrom: position, encoding: page.encoding };
}

function toPartsV2(packed: Uint8Array, header: PageHeader, { codec }: ColumnDecoder): Parts {
  const page = header.data_page_header_v2;
  if (!page) throw new DamagedParquet("a data page has no header of its own");
  const { repetition_levels_byte_length: repetition, definition_levels_byte_length: definition } = page;
  const levels = repetition + definition;
  if (repetition < 0 || definition < 0 || levels > packed.length || levels > header.uncompressed_page_size) {
    throw new DamagedParquet("a page's levels are longer than the page");
  }
  const rest = packed.subarray(levels);
  const values = page.is_compressed === false ? rest : unpackPage(rest, header.uncompressed_page_size - levels, codec);
  const bytes = new Uint8Array(levels + values.length);
  bytes.set(packed.subarray(0, levels));
  bytes.set(values, levels);
  return {
    bytes,
    count: page.num_values,
    repetition: { from: 0, end: repetition },
    definition: { from: repetition, end: levels },
    valuesFrom: levels,
    encoding: page.encoding,
  };
}

/** Bytes alone in their memory: a decoder that reads past them fails, where it would read what stands beside them in a shared piece. */
function ownBytes(bytes: Uint8Array): Uint8Array {
  return bytes.byteLength === bytes.buffer.byteLength ? bytes : new Uint8Array(bytes);
}

function readLevels(bytes: Uint8Array, place: { from: number; end: number } | null, highest: number, count: number): number[] {
  if (place === null || highest === 0 || count === 0) return [];
  const width = 32 - Math.clz32(highest);
  checkRuns(bytes, place.from, place.end, width, count);
  const levels = new Array<number>(count);
  readRleBitPackedHybrid({ view: new DataView(bytes.buffer), offset: place.from }, width, levels, place.end - place.from);
  return levels;
}

function readValues(
  bytes: Uint8Array,
  parts: Parts,
  { type, element }: ColumnDecoder,
  count: number,
  limits: SourceLimits,
): DecodedArray {
  const reader = { view: new DataView(bytes.buffer), offset: parts.valuesFrom };
  if (count === 0) return [];
  switch (parts.encoding) {
    case "PLAIN":
      return readPlain(reader, type, count, element.type_length);
    case "PLAIN_DICTIONARY":
    case "RLE_DICTIONARY":
    case "RLE":
      return readIndexes(bytes, parts, type === "BOOLEAN", count);
    case "BYTE_STREAM_SPLIT":
      if (count * 4 > bytes.length - parts.valuesFrom && type !== "FIXED_LEN_BYTE_ARRAY")
        throw new DamagedParquet("a page holds fewer values than its header says");
      return byteStreamSplit(reader, count, type, element.type_length);
    case "DELTA_BINARY_PACKED": {
      checkDelta(bytes, reader.offset);
      const values = type === "INT32" ? new Int32Array(count) : new BigInt64Array(count);
      deltaBinaryUnpack(reader, count, values);
      return values;
    }
    case "DELTA_LENGTH_BYTE_ARRAY": {
      checkDelta(bytes, reader.offset);
      const values = new Array<Uint8Array>(count);
      deltaLengthByteArray(reader, count, values);
      return values;
    }
    case "DELTA_BYTE_ARRAY":
      return readPrefixed(bytes, reader, count, limits);
    default:
      throw new DamagedParquet(`its encoding ${String(parts.encoding)} is not known`);
  }
}

function readIndexes(bytes: Uint8Array, { valuesFrom, encoding }: Parts, isBoolean: boolean, count: number): DecodedArray {
  const view = new DataView(bytes.buffer);
  if (encoding === "RLE" && !isBoolean) throw new DamagedParquet("only true and false may be run lengths by themselves");
  const width = isBoolean ? 1 : view.getUint8(valuesFrom);
  if (width > 32) throw new DamagedParquet(`an index of ${width} bits`);
  if (width === 0) return new Uint8Array(count);
  const from = valuesFrom + (isBoolean ? 4 : 1);
  checkRuns(bytes, from, bytes.length, width, count);
  const indexes = new Array<number>(count);
  readRleBitPackedHybrid({ view, offset: from }, width, indexes, bytes.length - from);
  return isBoolean ? indexes.map((index) => index !== 0) : indexes;
}

/** A block of differences says how it is divided; the decoder would allocate for whatever it says. */
function checkDelta(bytes: Uint8Array, from: number): void {
  let position = from;
  const next = () => {
    let value = 0;
    for (let shift = 0; shift < 35; shift += 7) {
      const byte = bytes[position++];
      if (byte === undefined) throw new DamagedParquet("a page ends within its differences");
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) return value;
    }
    throw new DamagedParquet("a number has more than five bytes");
  };
  const block = next();
  const parts = next();
  if (block === 0 || block > 1 << 20 || parts === 0 || parts > 1024 || block % parts !== 0) {
    throw new DamagedParquet(`differences in blocks of ${block}, in ${parts} parts`);
  }
}

/** Texts that begin as the one before them: the decoder of the library allocates whatever length a prefix claims. */
function readPrefixed(
  bytes: Uint8Array,
  reader: { view: DataView; offset: number },
  count: number,
  limits: SourceLimits,
): Uint8Array[] {
  checkDelta(bytes, reader.offset);
  const prefixes = new Int32Array(count);
  deltaBinaryUnpack(reader, count, prefixes);
  checkDelta(bytes, reader.offset);
  const suffixes = new Int32Array(count);
  deltaBinaryUnpack(reader, count, suffixes);
  let position = reader.offset;
  let total = 0;
  let before = new Uint8Array(0);
  return Array.from(prefixes, (prefix, index) => {
    const suffix = suffixes[index] ?? 0;
    total += prefix + suffix;
    if (prefix < 0 || suffix < 0 || prefix > before.length || position + suffix > bytes.length || total > limits.pageBytes * 4) {
      throw new DamagedParquet("a text is longer than the page that holds it");
    }
    const text = new Uint8Array(prefix + suffix);
    text.set(before.subarray(0, prefix));
    text.set(bytes.subarray(position, position + suffix), prefix);
    position += suffix;
    before = text;
    return text;
  });
}
