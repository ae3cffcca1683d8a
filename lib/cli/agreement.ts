import { getAgreementReport } from "@/lib/agreement/queries";
import { AgreementOptions, BETWEEN, INTERVALS, INVALID_RULES, TIE_RULES } from "@/lib/agreement/schema";
import type { AgreementReport, Figure } from "@/lib/agreement/types";
import { formatCount, formatInterval, formatNumber, formatQuantity } from "@/lib/format";
import { defineCommand, EXIT, required, toChoice, toInteger, toShare } from "./command";
import { FILTER_OPTIONS, toFilters } from "./frame/filter-options";
import type { CommandIo } from "./io";

/** Prints how far a project's annotators agree: the same report as the page and the API. */
export const agreement = defineCommand({
  name: "agreement",
  summary: "how far people agree with each other, and judges with people",
  options: {
    project: { type: "string", value: "PROJECT", help: "id or slug" },
    criterion: { type: "string", value: "C", help: "the first one when left out" },
    round: { type: "string", value: "N", help: "people's labels of this round alone" },
    ties: { type: "string", value: "RULE", help: "`exclude` (the default), `half` credit, or a `category` of their own" },
    invalid: {
      type: "string",
      value: "RULE",
      help: "what an unreadable verdict counts as: `drop` (the default), `tie` or `wrong`",
    },
    between: { type: "string", value: "GROUPS", help: "`human-human`, `human-ai`, `ai-ai` or `all` (the default)" },
    epsilon: {
      type: "string",
      value: "E",
      help: "how much better a person may be and still be replaced by a judge; 0.1 when left out",
    },
    intervals: {
      type: "string",
      value: "KIND",
      help: "`bootstrap` (the default), or `anytime`: valid however often one looks while labels arrive",
    },
    ...FILTER_OPTIONS,
    seed: { type: "string", value: "S", help: "seeds the resampling behind the intervals; 1 when left out" },
  },
  example: "npx concord agreement --project household-assistant --ties category --json",
  run: async (actor, { values }, io) =>
    tell(await getAgreementReport(actor, required(values.project, "project"), toOptions(values)), io),
  remote: async (client, { values }, io) =>
    tell(await client.report<AgreementReport>(required(values.project, "project"), "agreement", toOptions(values)), io),
});

type Asked = "criterion" | "round" | "ties" | "invalid" | "between" | "intervals" | "epsilon" | "seed";

function toOptions(
  values: Parameters<typeof toFilters>[0] & Readonly<Partial<Record<Asked, string | undefined>>>,
): AgreementOptions {
  return AgreementOptions.parse({
    ...toFilters(values),
    criterion: values.criterion,
    round: values.round,
    ties: toChoice(values.ties ?? "exclude", "ties", TIE_RULES),
    invalid: toChoice(values.invalid ?? "drop", "invalid", INVALID_RULES),
    between: toChoice(values.between ?? "all", "between", BETWEEN),
    intervals: toChoice(values.intervals ?? "bootstrap", "intervals", INTERVALS),
    epsilon: toShare(values.epsilon ?? "0.1", "epsilon", 0.5),
    seed: toInteger(values.seed ?? "1", "seed"),
  });
}

function tell(report: AgreementReport, io: CommandIo): number {
  io.document(report);
  for (const line of toLines(report)) io.print(line);
  return EXIT.done;
}

function toLines(report: AgreementReport): string[] {
  const nameOf = (id: string | undefined) => report.annotators.find((annotator) => annotator.id === id)?.name ?? "";
  const rows = report.groups.map((group) => ({
    name: group.annotators
      ? `${nameOf(group.annotators[0])} with ${nameOf(group.annotators[1])}`
      : group.annotator
        ? `${nameOf(group.annotator)} with people`
        : "People with people",
    counts: `${formatQuantity(group.comparisons, "comparison")}, ${formatQuantity(group.pairs, "pair")}`,
    figures: {
      agreement: group.agreementPooled,
      "α nominal": group.krippendorffAlphaNominal,
      "α ordinal": group.krippendorffAlphaOrdinal,
      κ: group.cohenKappa ?? group.scottPi ?? group.fleissKappa,
    },
  }));
  const round = report.round === null ? "" : ` · round ${report.round}`;
  const { shareB, tieShare, alwaysLargest } = report.baseRate;
  return [
    `${report.project} · ${report.criterion}${round} · ties: ${report.ties} · unreadable verdicts: ${report.invalid}`,
    `${formatQuantity(report.annotators.length, "annotator")}, ${formatCount(report.annotators.reduce((sum, { labels }) => sum + labels, 0))} labels`,
    ...report.annotators.flatMap(({ name, unreadable }) =>
      unreadable > 0 ? [`${formatQuantity(unreadable, "verdict")} of ${name} could not be read (${report.invalid})`] : [],
    ),
    `People prefer B in ${toText(shareB)}, tie in ${toText(tieShare)}; always their most frequent answer: ${toText(alwaysLargest)}`,
    ...rows.flatMap(({ name, counts, figures }) => [
      "",
      `${name} (${counts})`,
      ...Object.entries(figures).flatMap(([label, figure]) => (figure ? [`  ${label.padEnd(10)}${toText(figure)}`] : [])),
    ]),
    "",
    `95 % intervals: ${methodOf(report)}. For people, κ is Scott's π. --json prints every coefficient.`,
  ];
}

/** "0.74 [0.71, 0.77]", or a dash and why. */
function toText({ estimate, low, high, reason }: Figure): string {
  if (estimate === null) return `— (${reason})`;
  const value = formatNumber(estimate);
  return low === null || high === null ? `${value} (${reason})` : `${value} ${formatInterval(low, high)}`;
}

function methodOf(report: AgreementReport): string {
  const figures = [report.baseRate.shareB, ...report.groups.map(({ agreementPooled }) => agreementPooled)];
  return [...new Set(figures.filter(({ low }) => low !== null).map(({ method }) => method))].join("; ") || "none could be made";
}
