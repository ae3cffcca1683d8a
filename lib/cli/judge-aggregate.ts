import { createWriteStream } from "node:fs";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { SystemActor } from "@/lib/auth/types";
import { formatCount, formatInterval, formatNumber, formatPercent, formatQuantity } from "@/lib/format";
import { openLabelsFile } from "@/lib/reaggregation/labels-file";
import { parseRule } from "@/lib/reaggregation/parse-rule";
import { reaggregate, sweep } from "@/lib/reaggregation/reaggregate";
import type { RuleTarget } from "@/lib/reaggregation/rule-facts";
import type { ReaggregationRule, RuleTexts } from "@/lib/reaggregation/schema";
import { getAggregation, storeAggregation } from "@/lib/reaggregation/stored-aggregations";
import type { ReaggregationSummary } from "@/lib/reaggregation/types";
import { defineCommand, EXIT, required, toInteger, UsageError } from "./command";
import type { CommandIo } from "./io";

/** Puts a judge's stored calls together in another way. No model is asked. */
export const judgeReaggregate = defineCommand({
  name: "judge reaggregate",
  summary: "put a judge's stored calls together in another way; no model is asked",
  positionals: ["JUDGE"],
  options: {
    project: { type: "string", value: "PROJECT", help: "id or slug" },
    version: { type: "string", value: "N", help: "version of the judge; the newest when left out" },
    criterion: { type: "string", value: "C", help: "the first one when left out" },
    orders: { type: "string", value: "O", help: "`both`, `AB` or `BA`; what is left out is as the version has it" },
    samples: { type: "string", value: "N", help: "the first N samples of each call, or `all`" },
    principles: { type: "string", value: "KEYS", help: "keys with commas between them" },
    by: { type: "string", value: "HOW", help: "`mean` or `vote`" },
    "tie-band": { type: "string", value: "X", help: "a tie within X of p = 0.5" },
    "on-contradiction": { type: "string", value: "WHAT", help: "`average`, `tie` or `none`" },
    clamp: { type: "string", value: "LOW,HIGH", help: "bounds of the soft label, or `none`" },
    stored: { type: "string", value: "NAME", help: "the rule that is stored under this name, in place of the options above" },
    name: { type: "string", value: "NAME", help: "store the rule under this name" },
    out: { type: "string", value: "FILE", help: "write the labels, one JSON line each; the rule has to be stored" },
    sweep: { type: "boolean", help: "show each order and each number of samples instead" },
  },
  example: "npx concord judge reaggregate Local --project study --orders AB --name 'AB alone' --out labels.jsonl",
  run: async (actor, { values, positionals }, io) => {
    const project = required(values.project, "project");
    const version = values.version === undefined ? undefined : toInteger(values.version, "version", { min: 1 });
    const target: RuleTarget = { judge: positionals[0] ?? "", version, criterion: values.criterion };
    if (values.sweep) return printSweep(actor, project, target, io);
    if (values.stored !== undefined && values.name !== undefined)
      throw new UsageError("--stored names a rule that is there, --name one that is made. Give one of them.");
    const known = values.stored === undefined ? null : await getAggregation(actor, project, values.stored);
    const texts = toTexts(values);
    const at = known?.target ?? target;
    const toRule = (frame: Parameters<typeof parseRule>[1]): ReaggregationRule => known?.rule ?? parseRule(texts, frame);
    const made = await reaggregate(actor, project, at, toRule);
    const stored = values.name === undefined ? known : await storeAggregation(actor, project, at, { name: values.name, toRule });
    io.document({ ...made, stored: stored && { id: stored.id, name: stored.name, contentHash: stored.contentHash } });
    io.print(
      `${made.judge.name} v${made.judge.version} on ${made.criterion.key}: ${made.changed.words} (content ${made.contentHash.slice(0, 8)})`,
    );
    io.print(toLine("as it is", made.original));
    io.print(toLine("this rule", made.changed));
    const { same, turned, toTie, fromTie, lost, gained, strength } = made.moves;
    io.print(
      `  ${formatQuantity(same, "label")} as before, ${formatCount(turned)} turned, ${formatCount(toTie)} to a tie, ${formatCount(fromTie)} from a tie, ${formatCount(strength)} of another strength, ${formatCount(lost)} lost, ${formatCount(gained)} gained`,
    );
    if (stored && values.name !== undefined) io.print(`Stored as "${stored.name}".`);
    if (values.out !== undefined) await writeLabels(actor, { project, stored: stored?.id, out: values.out }, io);
    return EXIT.done;
  },
});

interface RuleOptions {
  orders: string | undefined;
  samples: string | undefined;
  principles: string | undefined;
  by: string | undefined;
  "tie-band": string | undefined;
  "on-contradiction": string | undefined;
  clamp: string | undefined;
}

function toTexts(values: RuleOptions): RuleTexts {
  const { orders, samples, principles, by, clamp } = values;
  const bounds = clamp === undefined ? null : clamp === "none" ? ["", ""] : clamp.split(",");
  if (bounds && bounds.length !== 2) throw new UsageError(`--clamp is "${clamp}": give two numbers, such as 0.4,0.6, or none.`);
  return {
    orders,
    samples,
    principles,
    aggregation: by,
    tieBand: values["tie-band"],
    onContradiction: values["on-contradiction"],
    ...(bounds ? { clampLow: bounds[0]?.trim(), clampHigh: bounds[1]?.trim() } : {}),
  };
}

async function printSweep(actor: SystemActor, project: string, target: RuleTarget, io: CommandIo): Promise<number> {
  const made = await sweep(actor, project, target);
  io.document(made);
  for (const { name, summary } of made.orders) io.print(toLine(name, summary));
  for (const { name, summary } of made.samples) io.print(toLine(`k = ${name}`, summary));
  if (made.orders.length + made.samples.length === 0)
    io.print("This version asks one order, once. There is nothing to leave out.");
  return EXIT.done;
}

async function writeLabels(
  actor: SystemActor,
  { project, stored, out }: { project: string; stored: string | undefined; out: string },
  io: CommandIo,
): Promise<void> {
  if (stored === undefined)
    throw new UsageError("--out writes the labels of a stored rule. Give it a --name, or the name of one with --stored.");
  const { lines } = await openLabelsFile(actor, project, stored);
  await pipeline(Readable.from(lines), createWriteStream(io.resolve(out)));
  io.print(`Labels written to ${out}.`);
}

function toLine(
  name: string,
  { preferA, preferB, ties, contradictions, invalid, unsettled, missing, agreement }: ReaggregationSummary,
): string {
  const decided = preferA + preferB + ties;
  const share = (part: number): string => (decided === 0 ? "—" : formatPercent(part / decided, 1));
  const figure = agreement?.agreement;
  const people =
    figure?.estimate == null
      ? "no label of a person beside them"
      : `agreement with people ${formatNumber(figure.estimate)}${figure.low === null || figure.high === null ? "" : ` ${formatInterval(figure.low, figure.high)}`} on ${formatQuantity(agreement?.pairs ?? 0, "pair")}`;
  return `  ${name.padEnd(10)} A ${share(preferA)}, ties ${share(ties)}, B ${share(preferB)}; ${formatQuantity(contradictions, "contradiction")}, ${formatCount(unsettled)} unsettled, ${formatCount(invalid)} unreadable, ${formatCount(missing)} without a call; ${people}`;
}
