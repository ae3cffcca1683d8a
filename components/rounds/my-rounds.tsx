import Link from "next/link";
import { Table } from "@/components/ui/layout/table";
import { LinkButton } from "@/components/ui/link-button";
import { Progress } from "@/components/ui/progress";
import { State } from "@/components/ui/state";
import { formatCount } from "@/lib/format";
import { paths } from "@/lib/paths";
import type { OwnRound } from "@/lib/rounds/types";

export interface MyRoundsProps {
  rounds: readonly OwnRound[];
  /** Whether labelling is what one is here for: then the first way in is the primary button. */
  primary: boolean;
}

/** The rounds in which one labels, the open ones first, each with the way in. */
export function MyRounds({ rounds, primary }: MyRoundsProps) {
  const first = rounds.find(isOpen);
  return (
    <Table caption="Your rounds">
      <thead>
        <tr>
          <th scope="col">Round</th>
          <th scope="col" className="max-md:hidden">
            Project
          </th>
          <th scope="col" className="max-md:hidden">
            State
          </th>
          <th scope="col" className="num">
            Done
          </th>
          <th scope="col" className="max-md:hidden">
            <span className="sr-only">Share done</span>
          </th>
          <th scope="col" className="num max-md:hidden">
            Today
          </th>
          <th scope="col">
            <span className="sr-only">Label</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {rounds.map((round) => (
          <tr key={round.id} className="*:align-middle">
            <th scope="row" className="max-md:whitespace-normal">
              <Link href={paths.annotate(round.id)}>{round.name}</Link>
              {round.kind === "TRAINING" ? <span className="quiet font-normal"> training</span> : null}
              <span className="block text-xs font-normal text-ink-2 md:hidden">{round.projectName}</span>
            </th>
            <td className="max-md:hidden">{round.projectName}</td>
            <td className="max-md:hidden">
              <RoundStanding round={round} />
            </td>
            <td className="num">
              {formatCount(round.progress.done)} of {formatCount(round.progress.total)}
            </td>
            <td className="w-28 max-md:hidden">
              <Progress value={round.progress.done} max={round.progress.total} label={`Done in ${round.name}`} />
            </td>
            <td className="num max-md:hidden">{formatCount(round.progress.today)}</td>
            <td className="num">
              {isOpen(round) ? <Start round={round} primary={primary && round === first} /> : <Closed round={round} />}
            </td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

function RoundStanding({ round }: { round: OwnRound }) {
  if (round.state === "CLOSED" || round.state === "PAUSED") return <State tone="idle">{round.state.toLowerCase()}</State>;
  if (round.passed === false) return <State tone="warn">not passed yet</State>;
  if (isOpen(round)) return <State tone="run">open</State>;
  return <State tone="success">{round.passed ? "passed" : "complete"}</State>;
}

/** On a phone, where the column of states is left out. */
function Closed({ round }: { round: OwnRound }) {
  return (
    <span className="md:hidden">
      <RoundStanding round={round} />
    </span>
  );
}

function Start({ round, primary }: { round: OwnRound; primary: boolean }) {
  return (
    <LinkButton size="sm" variant={primary ? "primary" : "default"} className="max-md:min-h-11" href={paths.annotate(round.id)}>
      {round.passed === false ? "Take it again" : round.progress.done === 0 ? "Start" : "Go on"}
    </LinkButton>
  );
}

/** Whether there is something to do in it: a training below its mark is taken again. */
function isOpen({ state, progress, passed }: OwnRound): boolean {
  return state === "OPEN" && (progress.left + progress.mayReturn > 0 || passed === false);
}
