import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { toDocument } from "@/lib/consensus/document";
import { openConsensus } from "@/lib/consensus/queries";
import { AGGREGATE_BY, AGGREGATE_METHODS, AGGREGATE_TIES, AggregateOptions } from "@/lib/consensus/schema";
import type { ConsensusReport } from "@/lib/consensus/types";
import { formatCount, formatNumber, formatQuantity } from "@/lib/format";
import { defineCommand, EXIT, required, toChoice, toInteger } from "./command";

/** Prints what labels say together: the same document as the API. */
export const aggregate = defineCommand({
  name: "aggregate",
  summary: "one answer a comparison, and how good each annotator is",
  options: {
    project: { type: "string", value: "PROJECT", help: "id or slug" },
    criterion: { type: "string", value: "C", help: "the first one when left out" },
    method: { type: "string", value: "METHOD", help: `\`${AGGREGATE_METHODS.join("`, `")}\`` },
    by: { type: "string", value: "WHO", help: "`human` (the default), `ai`, or `all`: then judges vote beside people" },
    judge: { type: "string", value: "J", help: "whose probabilities `crowdlab` weighs beside people's labels" },
    ties: { type: "string", value: "RULE", help: "`category` (the default), or `exclude`, as `crowdlab` always does" },
    round: { type: "string", value: "N", help: "labels of this round alone" },
    seed: { type: "string", value: "S", help: "seeds the beginnings of `mace`; 1 when left out" },
  },
  example: "npx concord aggregate --project household-assistant --method dawid-skene --json",
  run: async (actor, { values }, io) => {
    const project = required(values.project, "project");
    const options = AggregateOptions.parse({
      criterion: values.criterion,
      method: toChoice(required(values.method, "method"), "method", AGGREGATE_METHODS),
      by: toChoice(values.by ?? "human", "by", AGGREGATE_BY),
      judge: values.judge,
      ties: toChoice(values.ties ?? "category", "ties", AGGREGATE_TIES),
      round: values.round,
      seed: toInteger(values.seed ?? "1", "seed"),
    });
    const { report, rows } = await openConsensus(actor, project, options);
    if (io.json) await pipeline(Readable.from(toDocument(report, rows)), io.stdout, { end: false });
    for (const line of toText(report)) io.print(line);
    return EXIT.done;
  },
});

function toText({ project, criterion, round, method, by, judge, counts, reason, ...report }: ConsensusReport): string[] {
  const width = Math.max(9, ...report.annotators.map(({ name }) => name.length));
  const where = round === null ? "" : ` · round ${round}`;
  const weighed = judge ? ` and ${judge.name}` : "";
  return [
    `${project} · ${criterion}${where} · ${method} · by ${by}${weighed}`,
    `${formatQuantity(counts.comparisons, "comparison")}, ${formatQuantity(counts.labels, "label")}, ${formatQuantity(counts.annotators, "annotator")}`,
    ...(reason ? [`No consensus: ${reason}.`] : []),
    ...(counts.undecided > 0 && !reason ? [`${formatCount(counts.undecided)} without an answer: the labels are split.`] : []),
    ...(counts.dropped > 0 ? [`${formatCount(counts.dropped)} left out: the judge gave no probability there.`] : []),
    ...report.warnings.map(({ text }) => `! ${text}`),
    "",
    `Quality: ${report.qualityIs}.`,
    ...report.annotators.map(({ name, labels, quality, reason: why }) => {
      const value = quality === null ? `— (${why})` : formatNumber(quality, 3);
      return `  ${name.padEnd(width)}  ${formatCount(labels).padStart(9)}  ${value}`;
    }),
    "",
    "--json prints every comparison with its probabilities.",
  ];
}
