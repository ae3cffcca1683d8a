import { toRules, toRulesQuery } from "@/components/agreement/behind/hrefs";
import { CopyText } from "@/components/ui/form/copy-text";
import { EmptyState } from "@/components/ui/layout/empty-state";
import { Section } from "@/components/ui/layout/section";
import { LinkButton } from "@/components/ui/link-button";
import { Notice } from "@/components/ui/notice";
import type { Leaderboard } from "@/lib/judge-figures/leaderboard-types";
import { paths } from "@/lib/paths";
import { CostSection } from "./cost-section";
import { LeaderboardFoot } from "./leaderboard-foot";
import { toSortKey } from "./leaderboard-rows";
import { LeaderboardTable } from "./leaderboard-table";
import { toLeaderboardCommand } from "./to-figures-command";

export interface LeaderboardBodyProps {
  project: string;
  board: Leaderboard;
  /** The column that the address asks for. */
  sort: unknown;
}

/** The table of all judges with people among them, what their labels cost, and how to get the same elsewhere. */
export function LeaderboardBody({ project, board, sort }: LeaderboardBodyProps) {
  if (board.rows.length === 0) {
    return (
      <div className="mt-6">
        <EmptyState title="No judge yet" actions={<LinkButton href={paths.judges(project)}>Judges</LinkButton>}>
          <p>Make a judge and run it, or import labels of one: here it stands beside people.</p>
        </EmptyState>
      </div>
    );
  }
  const rules = toRules(board);
  return (
    <>
      {board.people.annotators === 0 ? (
        <Notice className="mt-4" tone="warn" title="No person has labelled this criterion.">
          A judge is held against people; without them nothing can be said of it.
        </Notice>
      ) : null}
      <section className="mt-4" aria-label="Judges beside people">
        <LeaderboardTable
          project={project}
          rules={rules}
          board={board}
          sorted={toSortKey(sort)}
          sortHref={(key) => {
            const address = toRulesQuery(rules);
            if (key !== "agreement") address.set("sort", key);
            return `${paths.leaderboard(project)}?${address}`;
          }}
        />
        <LeaderboardFoot board={board} />
      </section>
      <CostSection project={project} board={board} />
      <Section
        title="The same numbers elsewhere"
        note="The command prints what this page shows, not rounded; the API answers the same document."
      >
        <div className="max-w-3xl">
          <CopyText label="Recompute them where Concord is installed" text={toLeaderboardCommand(project, board)} />
        </div>
      </Section>
    </>
  );
}
