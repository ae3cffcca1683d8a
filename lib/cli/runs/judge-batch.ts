import { once } from "node:events";
import fs from "node:fs";
import { finished } from "node:stream/promises";
import { defineCommand, EXIT, required } from "@/lib/cli/command";
import { toRunId } from "@/lib/cli/judge-run";
import { formatCount, formatQuantity } from "@/lib/format";
import { exportRequests } from "@/lib/judges/batch/export-requests";
import { importAnswers } from "@/lib/judges/batch/import-answers";
import { toAnswerLines } from "@/lib/judges/batch/to-answer-lines";

/** Writes the requests of a batch run that wait for an answer, in OpenAI's batch format. */
export const judgeRequests = defineCommand({
  name: "judge requests",
  summary: "write the requests of a run that was started with --batch, as a file for the provider",
  positionals: ["RUN"],
  options: { out: { type: "string", value: "FILE", help: "the file to write" } },
  example: "npx concord judge requests 0198c0de-0000-7000-8000-000000000000 --out requests.jsonl",
  run: async (actor, { values, positionals }, io) => {
    const lines = await exportRequests(actor, toRunId(positionals[0]));
    const file = required(values.out, "out");
    const out = fs.createWriteStream(io.resolve(file));
    let requests = 0;
    for await (const line of lines) {
      requests++;
      if (!out.write(line)) await once(out, "drain");
    }
    out.end();
    await finished(out);
    io.document({ file, requests });
    io.print(`${formatQuantity(requests, "request")} in ${file}.`);
    return EXIT.done;
  },
});

/** Takes the answers of a batch run; what was taken before changes nothing. */
export const judgeAnswers = defineCommand({
  name: "judge answers",
  summary: "take the answers file of a run that was started with --batch; parts and repeats are fine",
  positionals: ["RUN", "FILE"],
  options: {},
  example: "npx concord judge answers 0198c0de-0000-7000-8000-000000000000 answers.jsonl",
  run: async (actor, { positionals }, io) => {
    const [run, file = ""] = positionals;
    const chunks = fs.createReadStream(io.resolve(file));
    const report = await importAnswers(actor, toRunId(run), toAnswerLines(chunks));
    io.document(report);
    io.print(
      `${formatQuantity(report.lines, "line")}: ${formatCount(report.stored)} stored, ${formatCount(report.known)} known, ${formatCount(report.failed)} failed, ${formatCount(report.refusedCount)} refused.`,
    );
    for (const { line, reason } of report.refused) io.note(`Line ${line}: ${reason}`);
    return report.refusedCount > 0 ? EXIT.refused : EXIT.done;
  },
});
