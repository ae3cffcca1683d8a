// The budgets of CONTRIBUTING.md: file, function and component length, files in a folder, casts to any, reasons beside suppressions.
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";

const FILE = 400;
const FUNCTION = 80;
const COMPONENT = 120;
const FOLDER = 20;

const root = path.dirname(import.meta.dirname);
const files = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard", "*.ts", "*.tsx", "*.mjs", "*.css"], {
  cwd: root,
  encoding: "utf8",
})
  .split("\n")
  .filter((file) => file && fs.existsSync(path.join(root, file)));
const isTest = (file) => /\.test\.tsx?$/.test(file) || file.startsWith("e2e/");
const breaches = [];

for (const file of files) {
  const lines = fs.readFileSync(path.join(root, file), "utf8").trimEnd().split("\n");
  if (lines.length > FILE && !isTest(file)) breaches.push(`${file}: ${lines.length} lines, at most ${FILE}`);
  if (!isTest(file) && /\.(ts|tsx|mjs)$/.test(file)) checkFunctions(file, lines);
  lines.forEach((line, index) => {
    if (
      /(biome-ignore|@ts-expect-error)/.test(line) &&
      !/(biome-ignore [\w/]+: \S+|@ts-expect-error \S+)/.test(line) &&
      file !== "scripts/budgets.mjs"
    )
      breaches.push(`${file}:${index + 1}: a suppression without its reason`);
    if (/\$(?:query|execute)RawUnsafe\(/.test(line) && file !== "scripts/budgets.mjs")
      breaches.push(`${file}:${index + 1}: SQL is a tagged template or a constant with parameters, never RawUnsafe`);
    if (/@ts-ignore|@ts-nocheck/.test(line) && file !== "scripts/budgets.mjs")
      breaches.push(`${file}:${index + 1}: say @ts-expect-error with a reason`);
  });
}

const folders = new Map();
for (const file of files) {
  if (isTest(file)) continue;
  const folder = path.dirname(file);
  if (folder.endsWith("/formats")) continue;
  folders.set(folder, (folders.get(folder) ?? 0) + 1);
}
for (const [folder, count] of folders) if (count > FOLDER) breaches.push(`${folder}: ${count} files, at most ${FOLDER}`);

/** Functions as the formatter writes them: from their first line to the closing brace at the same indentation. */
function checkFunctions(file, lines) {
  lines.forEach((line, index) => {
    const match =
      /^(\s*)(?:export )?(?:default )?(?:async )?function\*? ?(\w*)/.exec(line) ??
      /^(\s*)(?:export )?const (\w+) = (?:async )?\([^;]*=> \{$/.exec(line);
    if (!match) return;
    const end = lines.findIndex((other, at) => at > index && new RegExp(`^${match[1]}\\}`).test(other));
    const length = end - index + 1;
    const isComponent = file.endsWith(".tsx") && /^[A-Z]/.test(match[2] ?? "");
    const limit = isComponent ? COMPONENT : FUNCTION;
    if (end > 0 && length > limit) breaches.push(`${file}:${index + 1}: ${match[2]} has ${length} lines, at most ${limit}`);
  });
}

if (breaches.length > 0) {
  process.stdout.write(`${breaches.join("\n")}\n${breaches.length} budgets are broken.\n`);
  process.exit(1);
}
