import "server-only";
import { DEFAULT_LIMITS } from "@/lib/datasets/source/limits";
import type { SourceRow } from "@/lib/datasets/source/source-row";
import { splitLines } from "@/lib/datasets/source/split-lines";

const AT_ONCE = 100;

/** The lines of an answers file, a hundred at a time, in constant memory. @throws AppError `invalid` where the bytes are not UTF-8. */
export async function* toAnswerLines(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<readonly SourceRow[]> {
  for await (const rows of splitLines(toBuffers(chunks), DEFAULT_LIMITS)) {
    for (let from = 0; from < rows.length; from += AT_ONCE) yield rows.slice(from, from + AT_ONCE);
  }
}

async function* toBuffers(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  for await (const chunk of chunks) yield Buffer.from(chunk);
}
