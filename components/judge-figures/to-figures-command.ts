import { toFilterOptions } from "@/components/agreement/filters/to-filter-query";
import { quote } from "@/components/agreement/to-command";
import type { Leaderboard } from "@/lib/judge-figures/leaderboard-types";
import type { JudgeFigures } from "@/lib/judge-figures/types";

/** The rules of a document as options, every one written out. */
function toOptions(
  project: string,
  of: Pick<JudgeFigures, "criterion" | "round" | "ties" | "invalid" | "filters" | "epsilon" | "seed">,
): string {
  const round = of.round === null ? "" : ` --round ${of.round}`;
  return `--project ${quote(project)} --criterion ${quote(of.criterion)}${round} --ties ${of.ties} --invalid ${of.invalid}${toFilterOptions(of.filters, quote)} --epsilon ${of.epsilon} --seed ${of.seed} --json`;
}

/** The command that prints one judge's figures. */
export function toFiguresCommand(project: string, figures: JudgeFigures): string {
  const { selective, annotator } = figures;
  const threshold = selective ? ` --target ${selective.target} --delta ${selective.delta}` : "";
  return `npx concord judge figures ${annotator.id}${threshold} ${toOptions(project, figures)}`;
}

/** The command that prints a leaderboard. */
export function toLeaderboardCommand(project: string, board: Leaderboard): string {
  return `npx concord leaderboard ${toOptions(project, board)}`;
}
