import type { FileHandle } from "node:fs/promises";
import type { ColumnMetaData, DecodedArray, PageHeader } from "hyparquet";
import { assembleLists } from "hyparquet/src/assemble.js";
import { parquetHeader } from "hyparquet/src/column.js";
import { convert, convertWithDictionary } from "hyparquet/src/convert.js";
import { readPlain } from "hyparquet/src/plain.js";
import { isFlatColumn } from "hyparquet/src/schema.js";
import type { SourceLimits } from "@/lib/datasets/source/limits";
import { DamagedParquet } from "./damaged-parquet";
import { type ColumnDecoder, decodePage } from "./decode-page";
import { unpackPage } from "./unpack-page";

/** Most headers are below a hundred bytes; one with long statistics is read again with more. */
const HEADER_BYTES = [1024, 64 * 1024, 1024 * 1024] as const;

/** The values of one leaf column in one row group, read a page at a time. */
export class ColumnStream {
  readonly path: readonly string[];
  /** Assembled down to the rows; nested ones as lists, the last of which may go on in the next page. */
  private rows: unknown[] = [];
  private dictionary: DecodedArray | undefined;
  private position: number;
  private readonly end: number;
  private readonly isFlat: boolean;

  constructor(
    private readonly file: FileHandle,
    chunk: ColumnMetaData,
    private readonly column: ColumnDecoder,
    private readonly limits: SourceLimits,
    /** Told of the unpacked bytes of every page before it is unpacked. */
    private readonly count: (bytes: number) => void,
  ) {
    this.path = column.pathInSchema;
    this.isFlat = isFlatColumn(column.schemaPath);
    const dictionary = Number(chunk.dictionary_page_offset ?? 0);
    const data = Number(chunk.data_page_offset);
    this.position = dictionary > 0 && dictionary < data ? dictionary : data;
    this.end = this.position + Number(chunk.total_compressed_size);
  }

  /**
   * Takes the next rows.
   * @throws DamagedParquet if the column ends before.
   */
  async take(count: number): Promise<unknown[]> {
    while (this.rows.length < count + (this.isFlat ? 0 : 1) && this.position < this.end) await this.readPage();
    if (this.rows.length < count)
      throw new DamagedParquet(`the column ${this.path.join(".")} ends ${count - this.rows.length} rows too early`);
    const taken = this.rows.slice(0, count);
    this.rows = this.rows.slice(count);
    return taken;
  }

  private async readPage(): Promise<void> {
    const header = await this.readHeader();
    const size = header.compressed_page_size;
    if (!(size >= 0) || size > this.end - this.position) throw new DamagedParquet("a page is longer than its column");
    const unpacked = header.uncompressed_page_size;
    if (!(unpacked >= 0) || size > this.limits.pageBytes || unpacked > this.limits.pageBytes) {
      throw new DamagedParquet(`a page of ${Math.max(size, unpacked)} bytes; the most is ${this.limits.pageBytes}`);
    }
    this.count(unpacked);
    const packed = new Uint8Array(size);
    await readFully(this.file, packed, this.position);
    this.position += size;
    if (header.type === "DICTIONARY_PAGE") this.dictionary = this.readDictionary(packed, header);
    else if (header.type === "DATA_PAGE" || header.type === "DATA_PAGE_V2") this.append(packed, header);
    else if (header.type !== "INDEX_PAGE") throw new DamagedParquet("a page of a kind that is not known");
  }

  private async readHeader(): Promise<PageHeader> {
    for (const most of HEADER_BYTES) {
      const bytes = new Uint8Array(Math.min(most, this.end - this.position));
      await readFully(this.file, bytes, this.position);
      const reader = { view: new DataView(bytes.buffer), offset: 0 };
      try {
        const header = parquetHeader(reader);
        this.checkCount(header);
        this.position += reader.offset;
        return header;
      } catch (error) {
        if (error instanceof DamagedParquet || bytes.length < most || most === HEADER_BYTES[2]) throw error;
      }
    }
    throw new DamagedParquet("a page's header is too long");
  }

  private checkCount(header: PageHeader): void {
    const page = header.data_page_header ?? header.data_page_header_v2 ?? header.dictionary_page_header;
    if (page && !(page.num_values >= 0 && page.num_values <= this.limits.pageValues)) {
      throw new DamagedParquet(`a page of ${page.num_values} values; the most is ${this.limits.pageValues}`);
    }
  }

  private readDictionary(packed: Uint8Array, header: PageHeader): DecodedArray {
    const page = header.dictionary_page_header;
    if (!page) throw new DamagedParquet("a dictionary has no header of its own");
    const unpacked = unpackPage(packed, header.uncompressed_page_size, this.column.codec);
    const bytes = unpacked.byteLength === unpacked.buffer.byteLength ? unpacked : new Uint8Array(unpacked);
    const reader = { view: new DataView(bytes.buffer), offset: 0 };
    return convert(readPlain(reader, this.column.type, page.num_values, this.column.element.type_length), this.column);
  }

  private append(packed: Uint8Array, header: PageHeader): void {
    const { repetition, definition, values, encoding } = decodePage(packed, header, this.column, this.limits);
    if (encoding.endsWith("_DICTIONARY")) this.checkIndexes(values);
    const converted = convertWithDictionary(values, this.dictionary, encoding, this.column);
    if (this.isFlat) {
      // Without an absent value there is nothing to put together.
      const assembled =
        definition.length === 0 ? converted : assembleLists([], definition, repetition, converted, this.column.schemaPath);
      this.rows = this.rows.length === 0 ? Array.from(assembled) : this.rows.concat(Array.from(assembled));
    } else if (repetition.length > 0 || definition.length > 0 || values.length > 0) {
      const assembled = assembleLists(this.rows, definition, repetition, converted, this.column.schemaPath);
      // Values without any level come back as they are.
      if (assembled !== this.rows) this.rows = this.rows.concat(Array.from(assembled));
    }
    if (this.rows.length > this.limits.pageValues * 2) throw new DamagedParquet("a column holds too many values for one batch");
  }

  private checkIndexes(values: DecodedArray): void {
    const known = this.dictionary?.length ?? 0;
    for (const index of values) {
      if (!(Number(index) < known))
        throw new DamagedParquet(`a value is number ${Number(index) + 1} of a dictionary of ${known}`);
    }
  }
}

/** Fills the bytes from a place in the file. @throws DamagedParquet where the file ends before. */
export async function readFully(file: FileHandle, bytes: Uint8Array, position: number): Promise<void> {
  let done = 0;
  while (done < bytes.length) {
    const { bytesRead } = await file.read(bytes, done, bytes.length - done, position + done);
    if (bytesRead === 0) throw new DamagedParquet("it ends too early");
    done += bytesRead;
  }
}
