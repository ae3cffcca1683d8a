#!/usr/bin/env node
// `npm run bench` runs every benchmark, `npm run bench -- 1 3` those lines. Each prints one JSON line per figure; a table follows at the end.
import { spawn } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { ensureGenerated, ensureInstalled, root } from "../ensure-installed.mjs";

/** Line of the benchmark table -> the programs that measure it. */
const LINES = {
  1: ["label.ts", "label-queues.ts", "side-channels.ts"],
  2: ["annotate.ts", "annotate-memory.ts"],
  3: ["import.ts"],
  4: ["export.ts"],
  5: ["stats/agreement.ts", "dashboard/cold.ts"],
  6: ["stats/strengths.ts"],
  7: ["stats/crowd.ts"],
  8: ["judges/judge-run.ts", "judges/judge-memory.ts"],
  9: ["dashboard/dashboard.ts"],
  10: ["start.ts"],
};

ensureInstalled();
ensureGenerated();
process.chdir(root);
const wanted = process.argv.slice(2).map(Number);
const unknown = wanted.filter((line) => !(line in LINES));
if (unknown.length > 0) {
  process.stderr.write(`There is no benchmark line ${unknown.join(", ")}; there are ${Object.keys(LINES).join(", ")}.\n`);
  process.exit(2);
}

const figures = [];
let failed = false;
for (const [line, file] of Object.entries(LINES).flatMap(([key, files]) => files.map((name) => [key, name]))) {
  if (wanted.length > 0 && !wanted.includes(Number(line))) continue;
  const program = path.join(import.meta.dirname, file);
  if (!fs.existsSync(program)) continue;
  process.stderr.write(`line ${line}: ${file} …\n`);
  failed = !(await run(program)) || failed;
}
printTable();
process.exit(failed ? 1 : 0);

function run(program) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, ["--conditions=react-server", "--import", "tsx", program], {
      cwd: root,
      stdio: ["ignore", "pipe", "inherit"],
    });
    let rest = "";
    child.stdout.on("data", (chunk) => {
      rest += chunk;
      const lines = rest.split("\n");
      rest = lines.pop() ?? "";
      for (const text of lines) note(text);
    });
    child.once("exit", (code) => {
      if (rest) note(rest);
      resolve(code === 0);
    });
  });
}

function note(text) {
  process.stdout.write(`${text}\n`);
  try {
    figures.push(JSON.parse(text));
  } catch {
    // Words beside the figures.
  }
}

function printTable() {
  const cell = (value) => (value === undefined || value === null ? "—" : String(value));
  const rows = figures.map((figure) =>
    [
      figure.line,
      figure.name,
      `${figure.value} ${figure.unit}`,
      cell(figure.target),
      cell(figure.limit),
      figure.peer ? `${figure.peer.value} ${figure.peer.unit} (${figure.peer.name})` : "—",
      cell(figure.ratio),
      cell(figure.rssMiB),
    ].map(String),
  );
  const table = [["line", "figure", "value", "target", "limit", "beside", "ratio", "RSS, MiB"], ...rows];
  const widths = table[0].map((_, column) => Math.max(...table.map((row) => row[column].length)));
  process.stdout.write(
    `\n${table
      .map((row) =>
        row
          .map((text, column) => text.padEnd(widths[column]))
          .join("  ")
          .trimEnd(),
      )
      .join("\n")}\n`,
  );
}
