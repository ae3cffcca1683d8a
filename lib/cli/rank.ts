import type { Figure } from "@/lib/agreement/types";
import { formatCount, formatInterval, formatNumber, formatQuantity } from "@/lib/format";
import { getRankReport } from "@/lib/ranking/queries";
import { RANK_METHODS, RankOptions } from "@/lib/ranking/schema";
import type { RankReport } from "@/lib/ranking/types";
import { defineCommand, EXIT, required, toChoice, toInteger } from "./command";
import { FILTER_OPTIONS, toFilters } from "./frame/filter-options";
import type { CommandIo } from "./io";

/** Prints which models are preferred: the same report as the page and the API. */
export const rank = defineCommand({
  name: "rank",
  summary: "models by strength, as people or a judge prefer them",
  options: {
    project: { type: "string", value: "PROJECT", help: "id or slug" },
    criterion: { type: "string", value: "C", help: "the first one when left out" },
    by: { type: "string", value: "WHO", help: "`human` (the default), `ai`, `all`, or the name of one judge" },
    method: { type: "string", value: "METHOD", help: "`bradley-terry` (the default), `davidson`, `rao-kupper` or `elo`" },
    round: { type: "string", value: "N", help: "people's labels of this round alone" },
    ...FILTER_OPTIONS,
    seed: { type: "string", value: "S", help: "seeds the resampling behind the intervals; 1 when left out" },
  },
  example: "npx concord rank --project household-assistant --by human --json",
  run: async (actor, { values }, io) =>
    tell(await getRankReport(actor, required(values.project, "project"), toOptions(values)), io),
  remote: async (client, { values }, io) =>
    tell(await client.report<RankReport>(required(values.project, "project"), "rank", toOptions(values)), io),
});

type Asked = "criterion" | "by" | "method" | "round" | "seed";

function toOptions(values: Parameters<typeof toFilters>[0] & Readonly<Partial<Record<Asked, string | undefined>>>): RankOptions {
  return RankOptions.parse({
    criterion: values.criterion,
    by: values.by ?? "human",
    method: toChoice(values.method ?? "bradley-terry", "method", RANK_METHODS),
    round: values.round,
    ...toFilters(values),
    seed: toInteger(values.seed ?? "1", "seed"),
  });
}

function tell(report: RankReport, io: CommandIo): number {
  io.document(report);
  for (const line of toLines(report)) io.print(line);
  return EXIT.done;
}

function toLines(report: RankReport): string[] {
  const width = Math.max(...report.models.map(({ model }) => model.length), 5);
  const counted = report.models.reduce((sum, { battles }) => sum + battles, 0) / 2;
  const dropped = report.dropped > 0 ? `, ${formatCount(report.dropped)} left out: no two models named` : "";
  return [
    `${report.project} · ${report.criterion} · by ${report.by} · ${report.method}`,
    `${formatQuantity(report.models.length, "model")}, ${formatQuantity(counted, "label")}${dropped}`,
    ...(report.reason ? [`No strengths: ${report.reason}.`] : []),
    "",
    ...report.models.map(
      ({ model, rank: place, rating, winRate }) =>
        `${String(place ?? "–").padStart(3)}  ${model.padEnd(width)}  ${toText(rating, 0)}  wins ${toText(winRate, 2)}`,
    ),
    "",
    `Ties: ${toText(report.ties.share, 2)}, ${report.ties.treatment}. Shown first: ${toText(report.positionEffect, 2)} log odds.`,
    "95 % intervals by resampling whole clusters. --json prints everything.",
  ];
}

function toText({ estimate, low, high, reason }: Figure, decimals: number): string {
  if (estimate === null) return `— (${reason})`;
  const value = formatNumber(estimate, decimals);
  return low === null || high === null ? `${value} (${reason})` : `${value} ${formatInterval(low, high, decimals)}`;
}
