import fs from "node:fs/promises";

import { formatCount, formatMicroDollars, formatPercent, formatQuantity } from "@/lib/format";
import { getJudge, listJudges } from "@/lib/judges/queries";
import { listRuns } from "@/lib/judges/runs/list-runs";
import { saveJudge } from "@/lib/judges/save-judge";
import type { JudgeEntry } from "@/lib/judges/types";
import { getJudgeDocument } from "@/lib/judges/versions/judge-document";
import { checkJudgeDocument } from "@/lib/judges/versions/parse-document";
import { defineCommand, EXIT, required, toInteger, UsageError } from "./command";
import { readDocument } from "./frame/read-document";
import { readSecret } from "./io";

const project = { type: "string", value: "PROJECT", help: "id or slug" } as const;

/** Makes a judge of its document, or a new version when the document has changed. */
export const judgeCreate = defineCommand({
  name: "judge create",
  summary: "make a judge of a JSON document; a changed document makes a new version",
  options: {
    project,
    file: { type: "string", value: "FILE", help: "the document; `-` is standard input" },
    "ask-key": { type: "boolean", help: "the key of a new endpoint is read from standard input or asked for, never an argument" },
  },
  example: `echo '{"name":"Local","endpoint":{"name":"llama","baseUrl":"http://127.0.0.1:8080/v1"},"model":"llama-3"}' | npx concord judge create --project study --file -`,
  run: async (actor, { values }, io) => {
    const file = required(values.file, "file");
    if (file === "-" && values["ask-key"])
      throw new UsageError("The document and the key cannot both come by standard input. Put the document into a file.");
    const document = checkJudgeDocument(await readDocument(file, io), file === "-" ? "Standard input" : file);
    const key = values["ask-key"] ? await readSecret(io, "Key of the endpoint (not shown):") : null;
    const saved = await saveJudge(actor, required(values.project, "project"), document, { key });
    io.document(saved);
    const said = { created: "made", "new version": "made as a new version", unchanged: "there already, unchanged" }[
      saved.outcome
    ];
    io.print(`Version ${saved.version} is ${said} (judge ${saved.judgeId}).`);
    return EXIT.done;
  },
});

/** Lists the judges of a project with what each version has done. */
export const judgeList = defineCommand({
  name: "judge list",
  summary: "the judges of a project, version by version",
  options: { project },
  example: "npx concord judge list --project study",
  run: async (actor, { values }, io) => {
    const judges = await listJudges(actor, required(values.project, "project"));
    io.document(judges);
    if (judges.length === 0) io.print("There is no judge yet. `concord judge create` makes one.");
    for (const judge of judges) io.print(toLine(judge));
    return EXIT.done;
  },
});

/** Shows one judge: its document, which makes the same version again, and its runs. */
export const judgeShow = defineCommand({
  name: "judge show",
  summary: "one judge: settings, document and runs",
  positionals: ["JUDGE"],
  options: { project, version: { type: "string", value: "N", help: "the newest when left out" } },
  example: "npx concord judge show Local --project study --json",
  run: async (actor, { values, positionals }, io) => {
    const where = required(values.project, "project");
    const version = values.version === undefined ? undefined : toInteger(values.version, "version", { min: 1 });
    const judge = await getJudge(actor, where, positionals[0] ?? "", version);
    const runs = await listRuns(actor, where, judge.id);
    const { id, name, entry, versions, document, contentHash } = judge;
    io.document({ id, name, version: entry.version, versions, contentHash, document, done: entry, runs });
    io.print(toLine(entry));
    for (const { setting, value } of judge.settings) io.print(`  ${setting.padEnd(24)}${value}`);
    for (const run of runs)
      io.print(
        `  run ${run.id}  v${run.version}  ${run.state.toLowerCase()}, ${formatCount(run.answered)} of ${formatQuantity(run.calls, "call")}`,
      );
    return EXIT.done;
  },
});

/** Writes a judge's document, which `judge create` takes: here it finds the same version, in another project it makes an equal one. */
export const judgeExport = defineCommand({
  name: "judge export",
  summary: "write a judge's document, as judge create takes it",
  positionals: ["JUDGE"],
  options: {
    project,
    version: { type: "string", value: "N", help: "the newest when left out" },
    out: { type: "string", value: "FILE", help: "standard output when left out" },
  },
  example: "npx concord judge export Local --project study --out judge.json",
  run: async (actor, { values, positionals }, io) => {
    const version = values.version === undefined ? undefined : toInteger(values.version, "version", { min: 1 });
    const where = required(values.project, "project");
    const { document } = await getJudgeDocument(actor, where, positionals[0] ?? "", version);
    const text = JSON.stringify(document, null, 2);
    if (values.out === undefined) {
      io.document(document);
      io.print(text);
    } else {
      await fs.writeFile(io.resolve(values.out), `${text}\n`);
      io.document({ file: values.out });
      io.print(`Written to ${values.out}.`);
    }
    return EXIT.done;
  },
});

function toLine(judge: JudgeEntry): string {
  const consistent = judge.bothOrders > 0 ? `, both orders same ${formatShare(judge.consistent, judge.bothOrders)}` : "";
  const first = judge.decided > 0 ? `, prefers the first ${formatShare(judge.first, judge.decided)}` : "";
  const cost = judge.costMicroDollars === null ? "" : `, ${formatMicroDollars(judge.costMicroDollars)}`;
  return `${judge.name} v${judge.version}  ${judge.model}  ${formatQuantity(judge.labels, "label")} (${formatCount(judge.invalid)} unreadable)${consistent}${first}${cost}`;
}

/** Fewer than 30 are told as counts. */
function formatShare(part: number, whole: number): string {
  return whole < 30 ? `${formatCount(part)} of ${formatCount(whole)}` : formatPercent(part / whole);
}
