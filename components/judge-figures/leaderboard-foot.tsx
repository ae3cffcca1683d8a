import { describeMethod, describeRules, describeUnreadable } from "@/components/agreement/words";
import { formatMicroDollars, formatQuantity } from "@/lib/format";
import type { Leaderboard } from "@/lib/judge-figures/leaderboard-types";

/** What the columns of a leaderboard mean, under which rules, and how many tests were made. */
export function LeaderboardFoot({ board }: { board: Leaderboard }) {
  const { tests, hourlyRateMicroDollars } = board;
  const example = board.rows.find(({ figures }) => figures?.againstEachHuman.low != null)?.figures?.againstEachHuman;
  const unreadable = board.rows.map(({ name, judge, unreadable }) => ({
    name: judge ? `${name} v${judge.version}` : name,
    unreadable,
  }));
  return (
    <p className="figure-foot">
      {describeRules(board)} {describeUnreadable({ annotators: unreadable, invalid: board.invalid })}{" "}
      {example ? describeMethod(example) : ""} Leave-one-out: against the majority of people but one, and that one against the
      same; no judge votes. ρ and ω: alternative annotator test. P(longer): how often the longer response is preferred; 0.50 would
      be indifference. {describeTests(tests)}{" "}
      {hourlyRateMicroDollars === null
        ? ""
        : `People’s cost: active time at ${formatMicroDollars(hourlyRateMicroDollars)} an hour. `}
      Seconds: mean of a label, a judge’s calls one after the other. People have no soft labels, so no ECE.
    </p>
  );
}

/** How judges were tested against the best, and over how many tests p values were corrected. */
export function describeTests({ best, tests, made, adjustment }: Leaderboard["tests"]): string {
  if (best === null || made === 0) return "";
  const methods = [...new Set(tests.flatMap(({ method }) => method ?? []))].join(" or ");
  return `p against the best: ${methods}, against the majority of people; corrected over ${formatQuantity(made, "test")} (${adjustment}).`;
}
