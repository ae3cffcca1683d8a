import Link from "next/link";
import type { ReactNode } from "react";
import { Table } from "@/components/ui/layout/table";
import { Progress } from "@/components/ui/progress";
import { Time } from "@/components/ui/time";
import { formatCount, formatNumber, isNamedByNumber } from "@/lib/format";
import { paths } from "@/lib/paths";
import type { RoundKind, RoundState as StateName } from "@/lib/rounds/types";
import { RoundState } from "./round-state";

export interface RoundRow {
  id: string;
  number: number;
  name: string;
  state: StateName;
  kind: RoundKind;
  comparisons: number;
  people: number;
  assignments: number;
  done: number;
  extras: number;
  medianSeconds: number | null;
  lastLabelAt: string | null;
  /** Agreement of its people with its interval, or why there is none. */
  agreement: ReactNode;
}

export interface RoundTableProps {
  id: string;
  project: string;
  rounds: readonly RoundRow[];
  /** Names criterion, tie rule and interval of the agreement. */
  caption: string;
}

/** The rounds of a project, one a row. */
export function RoundTable({ id, project, rounds, caption }: RoundTableProps) {
  return (
    <Table caption={caption} id={id}>
      <thead>
        <tr>
          <th scope="col">Round</th>
          <th scope="col">State</th>
          <th scope="col" className="num">
            Comparisons
          </th>
          <th scope="col" className="num">
            People
          </th>
          <th scope="col" className="num">
            Assignments done
          </th>
          <th scope="col">
            <span className="sr-only">Share done</span>
          </th>
          <th scope="col" className="num">
            Agreement of people
          </th>
          <th scope="col" className="num">
            Median, s
          </th>
          <th scope="col" className="num">
            Last label
          </th>
        </tr>
      </thead>
      <tbody>
        {rounds.map((round) => (
          <tr key={round.id}>
            <th scope="row">
              <Link href={paths.round(project, round.id)}>Round {round.number}</Link>{" "}
              <span className="quiet font-normal">
                {isNamedByNumber(round.number, round.name)
                  ? round.kind === "TRAINING" && "training"
                  : `${round.name}${round.kind === "TRAINING" ? ", training" : ""}`}
              </span>
            </th>
            <td>
              <RoundState state={round.state} />
            </td>
            <td className="num">{formatCount(round.comparisons)}</td>
            <td className="num">{formatCount(round.people)}</td>
            <td className="num">
              {formatCount(round.done)} of {formatCount(round.assignments)}
              {round.extras > 0 ? <span className="quiet"> +{formatCount(round.extras)} extra</span> : null}
            </td>
            <td className="w-28 min-w-20">
              <Progress label={`Round ${round.number}`} value={round.done} max={round.assignments} />
            </td>
            <td className="num">{round.agreement}</td>
            <td className="num">{round.medianSeconds === null ? "—" : formatNumber(round.medianSeconds, 0)}</td>
            <td className="num">{round.lastLabelAt === null ? "—" : <Time at={round.lastLabelAt} />}</td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
