import { INVALID_RULES, TIE_RULES } from "@/lib/agreement/schema";
import type { Figure } from "@/lib/agreement/types";
import { defineCommand, EXIT, required, toChoice, toInteger, toShare } from "@/lib/cli/command";
import { FILTER_OPTIONS, toFilters } from "@/lib/cli/frame/filter-options";
import { formatInterval, formatNumber, formatPercent, formatQuantity } from "@/lib/format";
import { getJudgeFigures } from "@/lib/judge-figures/queries";
import { FiguresOptions } from "@/lib/judge-figures/schema";
import type { JudgeFigures } from "@/lib/judge-figures/types";

const { judges: _judges, ...FILTERS } = FILTER_OPTIONS;

/** Options that say what is counted, as `concord agreement` has them. */
export const COUNTED = {
  project: { type: "string", value: "PROJECT", help: "id or slug" },
  criterion: { type: "string", value: "C", help: "the first one when left out" },
  round: { type: "string", value: "N", help: "people's labels of this round alone" },
  ties: { type: "string", value: "RULE", help: "`exclude` (the default), `half` credit, or a `category` of their own" },
  invalid: {
    type: "string",
    value: "RULE",
    help: "what an unreadable verdict counts as: `drop` (the default), `tie` or `wrong`",
  },
  epsilon: {
    type: "string",
    value: "E",
    help: "how much better a person may be and still be replaced by a judge; 0.1 when left out",
  },
  seed: { type: "string", value: "S", help: "seeds the resampling behind the intervals; 1 when left out" },
  ...FILTERS,
} as const;

type Counted = Partial<Record<keyof typeof COUNTED, string | undefined>>;

/** What those options say. */
export function toCounted(values: Counted) {
  return {
    ...toFilters(values),
    criterion: values.criterion,
    round: values.round,
    ties: toChoice(values.ties ?? "exclude", "ties", TIE_RULES),
    invalid: toChoice(values.invalid ?? "drop", "invalid", INVALID_RULES),
    epsilon: toShare(values.epsilon ?? "0.1", "epsilon", 0.5),
    seed: toInteger(values.seed ?? "1", "seed"),
  };
}

/** Prints one judge's figures: the same document as its page and the API. */
export const judgeFigures = defineCommand({
  name: "judge figures",
  summary: "how a judge's labels compare with people's: calibration, confidence, coverage, habits",
  positionals: ["JUDGE"],
  options: {
    ...COUNTED,
    version: { type: "string", value: "N", help: "version of the judge; the newest when left out" },
    target: { type: "string", value: "X", help: "agreement that kept labels must hold; 0.8 when left out" },
    delta: { type: "string", value: "X", help: "how often the threshold may be one that does not hold it; 0.1 when left out" },
  },
  example: "npx concord judge figures Heron --project household-assistant --target 0.8 --delta 0.1 --json",
  run: async (actor, { values, positionals }, io) => {
    const figures = await getJudgeFigures(
      actor,
      required(values.project, "project"),
      positionals[0] ?? "",
      FiguresOptions.parse({
        ...toCounted(values),
        version: values.version === undefined ? undefined : toInteger(values.version, "version", { min: 1 }),
        target: toShare(values.target ?? "0.8", "target"),
        delta: toShare(values.delta ?? "0.1", "delta"),
      }),
    );
    io.document(figures);
    for (const line of toLines(figures)) io.print(line);
    return EXIT.done;
  },
});

function toLines({
  annotator,
  criterion,
  ties,
  invalid,
  answers,
  agreement,
  calibration,
  selective,
  effects,
}: JudgeFigures): string[] {
  const { preferA, preferB, unsettled, unreadable } = answers;
  const sets = calibration
    ? ([
        ["raw", calibration.raw, null],
        ["clamped", calibration.clamped, "no bounds"],
        ["temperature", calibration.temperature.figures, calibration.temperature.reason],
        ["isotonic", calibration.isotonic.figures, calibration.isotonic.reason],
      ] as const)
    : [];
  return [
    `${annotator.name} · ${criterion} · ties: ${ties} · unreadable verdicts: ${invalid}`,
    `${formatQuantity(answers.total, "label")}: ${preferA} for A, ${answers.ties} ties, ${preferB} for B, ${unsettled} unsettled, ${unreadable} unreadable`,
    agreement
      ? `With each person ${toText(agreement.againstEachHuman)}, κ ${toText(agreement.cohenKappa)}, on ${formatQuantity(agreement.pairs, "pair")}`
      : "No label of it counts beside a person's.",
    ...sets.map(([name, set, reason]) =>
      set ? `${name.padEnd(12)}ECE ${toText(set.ece)}, Brier ${toText(set.brier)}` : `${name.padEnd(12)}— (${reason})`,
    ),
    ...(selective
      ? [
          selective.chosen
            ? `Kept from a confidence of ${formatNumber(selective.chosen.threshold)} on: ${formatPercent(selective.chosen.coverage)} of labels, agreement ${formatNumber(selective.chosen.agreement)}, at least ${formatNumber(selective.target)} but for a chance of ${formatNumber(selective.delta)}`
            : `No threshold: ${selective.reason}`,
        ]
      : ["No soft labels: no calibration, no threshold of confidence."]),
    ...effects.map(
      ({ effect, judge, people, difference }) =>
        `${effect.padEnd(12)}judge ${toText(judge)}, people ${toText(people)}, difference ${toText(difference)}`,
    ),
  ];
}

/** "0.74 [0.71, 0.77]", or a dash and why. */
export function toText({ estimate, low, high, reason }: Figure): string {
  if (estimate === null) return `— (${reason})`;
  const value = formatNumber(estimate);
  return low === null || high === null ? `${value} (${reason})` : `${value} ${formatInterval(low, high)}`;
}
