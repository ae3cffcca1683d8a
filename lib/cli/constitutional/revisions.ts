import fs from "node:fs";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { defineCommand, EXIT, required, toInteger } from "@/lib/cli/command";
import { readDocument } from "@/lib/cli/frame/read-document";
import { AppError } from "@/lib/errors";
import { formatCount, formatQuantity } from "@/lib/format";
import { openSftFile } from "@/lib/revisions/results/sft-rows";
import { listRevisionRuns } from "@/lib/revisions/runs/list-runs";
import { startRevisionRun } from "@/lib/revisions/runs/start-run";
import { SftQuery } from "@/lib/revisions/schema";

const project = { type: "string", value: "PROJECT", help: "id or slug" } as const;

/** Starts a run of critique and revision from its document; the server works on it. */
export const revisionsStart = defineCommand({
  name: "revisions start",
  summary: "start a run of critique and revision (SL-CAI) from a JSON document; the server works on it",
  options: { project, file: { type: "string", value: "FILE", help: "the document; `-` is standard input" } },
  example: `echo '{"name":"First","endpoint":"Local","model":"llama-3","constitution":"Harmless","capCalls":2000,"spec":{"begin":{"kind":"prompts"}}}' | npx concord revisions start --project study --file -`,
  run: async (actor, { values }, io) => {
    const document = await readDocument(required(values.file, "file"), io);
    const started = await startRevisionRun(actor, required(values.project, "project"), document);
    io.document(started);
    io.print(`Run ${started.runId}: ${formatQuantity(started.chains, "chain")}, ${formatQuantity(started.calls, "call")}.`);
    if (started.examples > 0) io.note(`Left out, since the few-shot set shows them: ${formatCount(started.examples)}.`);
    return EXIT.done;
  },
});

/** Lists the runs of critique and revision of a project. */
export const revisionsList = defineCommand({
  name: "revisions list",
  summary: "the runs of critique and revision of a project",
  options: { project },
  example: "npx concord revisions list --project study",
  run: async (actor, { values }, io) => {
    const runs = await listRevisionRuns(actor, required(values.project, "project"));
    io.document(runs);
    if (runs.length === 0) io.print("There is no run yet.");
    for (const run of runs) {
      io.print(
        `${run.name}  ${run.state.toLowerCase()}, ${formatCount(run.whole)} of ${formatQuantity(run.chains, "chain")} whole  ${run.model}, ${run.constitution.name} v${run.constitution.version}`,
      );
    }
    return EXIT.done;
  },
});

/** Writes the revisions of a run as rows for fine-tuning. */
export const revisionsExport = defineCommand({
  name: "revisions export",
  summary: "write the revisions of a run as rows for fine-tuning, one JSON object a line",
  positionals: ["RUN"],
  options: {
    project,
    revision: { type: "string", value: "K", help: "only this one; 0 is the first response" },
    "up-to": { type: "string", value: "K", help: "revisions 1 to K; all of them when left out" },
    reviewed: { type: "boolean", help: "only what a person accepted or edited" },
    out: { type: "string", value: "FILE", help: "where to; standard output when left out" },
  },
  example: 'npx concord revisions export "First" --project study --up-to 2 --out sl-cai-2.jsonl',
  run: async (actor, { values, positionals }, io) => {
    const where = required(values.project, "project");
    const [named = ""] = positionals;
    const run = (await listRevisionRuns(actor, where)).find(({ id, name }) => id === named || name === named);
    if (!run)
      throw new AppError("not_found", `There is no run "${named}" in this project. \`concord revisions list\` names them.`);
    const number = (text: string | undefined, option: string, min: number) =>
      text === undefined ? undefined : toInteger(text, option, { min, max: 16 });
    const query = SftQuery.parse({
      revision: number(values.revision, "revision", 0),
      upTo: number(values["up-to"], "up-to", 1),
      reviewed: values.reviewed ? "yes" : "no",
    });
    const { lines } = await openSftFile(actor, where, run.id, query);
    let rows = 0;
    async function* counted(): AsyncGenerator<string> {
      for await (const line of lines) {
        rows++;
        yield line;
      }
    }
    const source = Readable.from(counted());
    if (values.out === undefined) await pipeline(source, io.stdout, { end: false });
    else await pipeline(source, fs.createWriteStream(io.resolve(values.out)));
    io.note(`${formatQuantity(rows, "row")}.`);
    return EXIT.done;
  },
});
