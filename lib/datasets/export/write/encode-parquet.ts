import type { SchemaElement } from "hyparquet";
import { ByteWriter, ParquetWriter } from "hyparquet-writer";
import type { ColumnType, ExportColumn, ExportRow } from "./columns";

/** A row group is written when it has so many rows or characters: large enough to pack well, small enough to hold in memory. */
const GROUP_ROWS = 5_000;
const GROUP_CHARACTERS = 12 * 1024 * 1024;

/** Writes rows as Parquet with typed columns, row group by row group. */
export class ParquetEncoder {
  private readonly writer = new ByteWriter();
  private readonly parquet: ParquetWriter;
  private rows: ExportRow[] = [];
  private characters = 0;

  constructor(private readonly columns: readonly ExportColumn[]) {
    const schema = [{ name: "root", num_children: columns.length }, ...columns.flatMap(toSchema)];
    this.parquet = new ParquetWriter({ writer: this.writer, schema, codec: "SNAPPY", createdBy: "concord" });
  }

  /** @returns The bytes that are ready; often none. */
  row(row: ExportRow): Uint8Array {
    this.rows.push(row);
    for (const value of row) this.characters += sizeOf(value);
    return this.rows.length >= GROUP_ROWS || this.characters >= GROUP_CHARACTERS ? this.flush() : new Uint8Array(0);
  }

  /** @returns The rest of the file, its description included. */
  end(): Uint8Array {
    const rows = this.flush();
    void this.parquet.finish();
    return Buffer.concat([rows, this.take()]);
  }

  private flush(): Uint8Array {
    if (this.rows.length > 0) {
      const { rows } = this;
      const columnData = this.columns.map(({ name, type }, index) => ({
        name,
        data: rows.map((row) => toValue(type, row[index])),
      }));
      // The writer is synchronous, since its bytes go to memory.
      void this.parquet.write({ columnData, rowGroupSize: rows.length });
      this.rows = [];
      this.characters = 0;
    }
    return this.take();
  }

  private take(): Uint8Array {
    const bytes = new Uint8Array(this.writer.buffer.slice(0, this.writer.index));
    this.writer.index = 0;
    return bytes;
  }
}

function sizeOf(value: unknown): number {
  if (typeof value === "string") return value.length;
  if (Array.isArray(value)) return value.reduce((sum: number, each) => sum + sizeOf(each), 0);
  if (typeof value === "object" && value !== null)
    return Object.values(value).reduce((sum: number, each) => sum + sizeOf(each), 0);
  return 8;
}

function toValue(type: ColumnType, value: unknown): unknown {
  if (value === null || value === undefined) return null;
  if (type === "time") return new Date(String(value));
  return type === "json" ? JSON.stringify(value) : value;
}

const text = (name: string): SchemaElement => ({
  name,
  type: "BYTE_ARRAY",
  converted_type: "UTF8",
  logical_type: { type: "STRING" },
  repetition_type: "OPTIONAL",
});

const list = (name: string, element: readonly SchemaElement[]): SchemaElement[] => [
  { name, converted_type: "LIST", logical_type: { type: "LIST" }, repetition_type: "OPTIONAL", num_children: 1 },
  { name: "list", repetition_type: "REPEATED", num_children: 1 },
  ...element,
];

const struct = (fields: readonly SchemaElement[]): SchemaElement[] => [
  { name: "element", repetition_type: "OPTIONAL", num_children: fields.length },
  ...fields,
];

function toSchema({ name, type }: ExportColumn): SchemaElement[] {
  switch (type) {
    case "double":
      return [{ name, type: "DOUBLE", repetition_type: "OPTIONAL" }];
    case "integer":
      return [{ name, type: "INT32", repetition_type: "OPTIONAL" }];
    case "boolean":
      return [{ name, type: "BOOLEAN", repetition_type: "OPTIONAL" }];
    case "time":
      return [
        {
          name,
          type: "INT64",
          converted_type: "TIMESTAMP_MILLIS",
          logical_type: { type: "TIMESTAMP", isAdjustedToUTC: true, unit: "MILLIS" },
          repetition_type: "OPTIONAL",
        },
      ];
    case "messages":
    case "prompt":
      return list(name, struct([text("role"), text("content")]));
    case "people":
      return list(name, struct([{ name: "score", type: "INT32", repetition_type: "OPTIONAL" }, text("reasoning")]));
    case "texts":
      return list(name, [text("element")]);
    default:
      return [text(name)];
  }
}
