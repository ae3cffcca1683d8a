import { defineCommand, EXIT, required } from "@/lib/cli/command";
import { FILTER_OPTIONS } from "@/lib/cli/frame/filter-options";
import { formatMicroDollars, formatNumber, formatQuantity } from "@/lib/format";
import { getLeaderboard } from "@/lib/judge-figures/leaderboard";
import type { Leaderboard, LeaderboardRow } from "@/lib/judge-figures/leaderboard-types";
import { LeaderboardOptions } from "@/lib/judge-figures/schema";
import { COUNTED, toCounted, toText } from "./judge-figures";

/** Prints every judge beside people: the same document as the page and the API. */
export const leaderboard = defineCommand({
  name: "leaderboard",
  summary: "every judge beside the people it might stand in for",
  options: { ...COUNTED, judges: FILTER_OPTIONS.judges },
  example: "npx concord leaderboard --project household-assistant --ties category --json",
  run: async (actor, { values }, io) => {
    const made = await getLeaderboard(
      actor,
      required(values.project, "project"),
      LeaderboardOptions.parse({ ...toCounted(values), judges: values.judges }),
    );
    io.document(made);
    for (const line of toLines(made)) io.print(line);
    return EXIT.done;
  },
});

function toLines({ project, criterion, ties, invalid, people, rows, tests }: Leaderboard): string[] {
  const named = (row: LeaderboardRow) => (row.judge ? `${row.name} v${row.judge.version}` : row.name);
  const best = rows.find(({ annotator }) => annotator !== null && annotator === tests.best);
  return [
    `${project} · ${criterion} · ties: ${ties} · unreadable verdicts: ${invalid}`,
    people.group ? `People with people: ${toText(people.group.agreementPooled)}` : "No people yet.",
    ...rows.map((row) => {
      if (!row.figures || row.reason) return `${named(row)}: — (${row.reason})`;
      const cost = row.perLabelMicroDollars === null ? "" : `, ${formatMicroDollars(row.perLabelMicroDollars * 1000)} per 1,000`;
      return `${named(row)}: ${toText(row.figures.againstEachHuman)}${cost}`;
    }),
    ...(best ? [`Tests against ${named(best)}, the best: ${formatQuantity(tests.made, "test")}, ${tests.adjustment}`] : []),
    ...tests.tests.map((test) => {
      const row = rows.find(({ annotator }) => annotator === test.annotator);
      const p = test.adjusted === null ? `— (${test.reason})` : `p ${formatNumber(test.adjusted, 4)} (${test.method})`;
      return `  ${row ? named(row) : test.annotator}: ${test.onlyThis} right alone, the best ${test.onlyBest}, ${p}`;
    }),
  ];
}
