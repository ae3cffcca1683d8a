import type { ConsensusReport, ConsensusRow } from "./types";

/** The whole document of a consensus as pieces of JSON, its comparisons one a line, so that a million of them never stand in memory. */
export async function* toDocument(report: ConsensusReport, rows: AsyncIterable<ConsensusRow>): AsyncGenerator<string> {
  yield `${JSON.stringify(report).slice(0, -1)},"comparisons":[`;
  let lines: string[] = [];
  let isFirst = true;
  for await (const row of rows) {
    lines.push(`${isFirst ? "\n" : ",\n"}${JSON.stringify(row)}`);
    isFirst = false;
    if (lines.length < LINES) continue;
    yield lines.join("");
    lines = [];
  }
  yield `${lines.join("")}\n],"next":null}\n`;
}

/** The comparisons of a consensus alone, one JSON object a line. */
export async function* toLines(rows: AsyncIterable<ConsensusRow>): AsyncGenerator<string> {
  let lines: string[] = [];
  for await (const row of rows) {
    lines.push(`${JSON.stringify(row)}\n`);
    if (lines.length < LINES) continue;
    yield lines.join("");
    lines = [];
  }
  if (lines.length > 0) yield lines.join("");
}

/** So many comparisons go out together. */
const LINES = 500;
