import fs from "node:fs/promises";
import type { FileMetaData, RowGroup, SchemaTree } from "hyparquet";
import { parquetSchema } from "hyparquet";
import { assembleNested } from "hyparquet/src/assemble.js";
import { getTreePath } from "hyparquet/src/schema.js";
import type { SourceLimits } from "@/lib/datasets/source/limits";
import { rowTooLong, type SourceRow } from "@/lib/datasets/source/source-row";
import { AppError } from "@/lib/errors";
import { readDescription } from "./check-description";
import { ColumnStream } from "./column-stream";
import { DamagedParquet } from "./damaged-parquet";
import { type PlainCount, plainParsers, toPlain } from "./to-plain";

/** So many rows are decoded at once, and so many characters given at once. */
const STEP_ROWS = 256;
const GIVEN_CHARACTERS = 1024 * 1024;

/**
 * The rows of a Parquet file, some at a time: row group by row group, and within one a page of each column at a time, so that memory depends
 * on the size of pages alone.
 *
 * @throws AppError `invalid` where the file is damaged, `too_large` where it unpacks to more than any real text does.
 */
export async function* decodeFile(path: string, limits: SourceLimits): AsyncGenerator<SourceRow[]> {
  const file = await fs.open(path, "r");
  try {
    const { size } = await file.stat();
    const description = await readDescription(file, size, limits);
    const budget = new Budget(size, limits);
    const columns = parquetSchema(description).children;
    let row = 0;
    for (const group of description.row_groups) {
      const streams = openColumns(
        group,
        description,
        (chunk, column) => new ColumnStream(file, chunk, column, limits, (bytes) => budget.spend(bytes)),
      );
      for (let left = Number(group.num_rows); left > 0; ) {
        const count = Math.min(left, STEP_ROWS);
        const taken = await takeRows(columns, streams, count);
        for (const rows of toRows(taken, columns, row, count, limits, budget)) yield rows;
        row += count;
        left -= count;
      }
    }
  } catch (error) {
    throw asRefusal(error);
  } finally {
    await file.close();
  }
}

/** Counts what comes out of a file, pages and rows: a dictionary can repeat a long text at almost no cost. */
class Budget {
  private spent = 0;
  constructor(
    private readonly size: number,
    private readonly limits: SourceLimits,
  ) {}

  spend(bytes: number): void {
    this.spent += bytes;
    if (
      this.spent > this.limits.textBytes ||
      (this.spent > this.limits.ratioFrom && this.spent > this.size * this.limits.ratio)
    ) {
      throw new AppError(
        "too_large",
        `The Parquet file unpacks to more than ${this.limits.ratio} times its size, as no real text does. If it is real, write it as JSON Lines and import that.`,
      );
    }
  }
}

type Decoder = ConstructorParameters<typeof ColumnStream>[2];
type Chunk = ConstructorParameters<typeof ColumnStream>[1];

function openColumns(
  group: RowGroup,
  description: FileMetaData,
  open: (chunk: Chunk, column: Decoder) => ColumnStream,
): ColumnStream[] {
  const tree = parquetSchema(description);
  return group.columns.map(({ meta_data: chunk }) => {
    if (!chunk) throw new DamagedParquet("a column has no description");
    const schemaPath = getTreePath(tree, chunk.path_in_schema);
    const element = schemaPath.at(-1)?.element;
    if (!element?.type) throw new DamagedParquet("a column is described as having columns of its own");
    return open(chunk, {
      pathInSchema: chunk.path_in_schema,
      type: element.type,
      element,
      schemaPath,
      codec: chunk.codec,
      parsers: plainParsers,
    });
  });
}

/** The next rows of every outermost column. */
async function takeRows(columns: readonly SchemaTree[], streams: readonly ColumnStream[], count: number): Promise<unknown[][]> {
  const taken: unknown[][] = [];
  for (const column of columns) {
    const leaves = streams.filter(({ path }) => path[0] === column.element.name);
    const parts = new Map<string, unknown[]>();
    for (const leaf of leaves) parts.set(leaf.path.join("."), await leaf.take(count));
    if (column.children.length > 0) assembleNested(parts, column, plainParsers);
    const values = parts.get(column.element.name);
    if (values?.length !== count)
      throw new DamagedParquet(`the column ${column.element.name} has another number of rows than its group`);
    taken.push(values);
  }
  return taken;
}

function* toRows(
  taken: readonly unknown[][],
  columns: readonly SchemaTree[],
  before: number,
  count: number,
  limits: SourceLimits,
  budget: Budget,
): Generator<SourceRow[]> {
  let rows: SourceRow[] = [];
  let characters = 0;
  for (let index = 0; index < count; index++) {
    const found: PlainCount = { characters: 0, problem: null };
    const values: Record<string, unknown> = {};
    for (const [place, { element }] of columns.entries())
      values[element.name || `column ${place + 1}`] = toPlain(taken[place]?.[index], element.name, found);
    budget.spend(found.characters);
    const row = before + index + 1;
    if (found.characters > limits.rowBytes) rows.push({ row, problem: rowTooLong(limits) });
    else if (found.problem)
      rows.push({
        row,
        problem: { ...found.problem, mend: "Write the column as text or numbers, or leave it out of the file." },
      });
    else rows.push({ row, values, characters: found.characters });
    characters += found.characters;
    if (characters >= GIVEN_CHARACTERS) {
      yield rows;
      rows = [];
      characters = 0;
    }
  }
  if (rows.length > 0) yield rows;
}

function asRefusal(error: unknown): unknown {
  if (error instanceof AppError) return error;
  if (!(error instanceof Error)) return error;
  const what = error instanceof DamagedParquet ? error.message : `its bytes make no sense (${error.message.slice(0, 200)})`;
  return new AppError("invalid", `The Parquet file is damaged: ${what}. Write or download it again.`, { cause: error });
}
