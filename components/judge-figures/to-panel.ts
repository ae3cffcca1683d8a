import type { PanelProps } from "@/components/panel/panel";
import { toPaperSentence } from "@/components/panel/to-paper-sentence";
import type { Figure } from "@/lib/agreement/types";
import type { Leaderboard } from "@/lib/judge-figures/leaderboard-types";
import type { JudgeFigures } from "@/lib/judge-figures/types";
import { toFiguresCommand, toLeaderboardCommand } from "./to-figures-command";

type Taken = Pick<PanelProps, "counted" | "paper" | "command">;

/**
 * What one can take away of a panel of one judge.
 *
 * @param what - The quantity, for a paper: "Agreement of Heron v3 with the majority of people by its confidence".
 * @param figure - One of the panel's figures: its counts and method stand for all.
 */
export function toJudgePanel(project: string, figures: JudgeFigures, what: string, figure: Figure | null): Taken {
  return {
    counted: figure?.n ?? null,
    paper: toPaperSentence(what, figures, figure),
    command: toFiguresCommand(project, figures),
  };
}

/** What one can take away of a panel of all judges. */
export function toBoardPanel(project: string, board: Leaderboard, what: string, figure: Figure | null): Taken {
  return { counted: board.counted, paper: toPaperSentence(what, board, figure), command: toLeaderboardCommand(project, board) };
}
