import { Table } from "@/components/ui/layout/table";
import { Progress } from "@/components/ui/progress";
import { Shape } from "@/components/ui/shape";
import { formatCount, formatNumber } from "@/lib/format";
import type { RoundProgress } from "@/lib/rounds/types";

export interface PeopleOfRoundProps {
  number: number;
  progress: RoundProgress;
}

/** How far each person of the open round is. */
export function PeopleOfRound({ number, progress }: PeopleOfRoundProps) {
  return (
    <Table caption={`Progress of each person in round ${number}`}>
      <thead>
        <tr>
          <th scope="col">Person</th>
          <th scope="col" className="num">
            Done
          </th>
          <th scope="col">
            <span className="sr-only">Share done</span>
          </th>
          <th scope="col" className="num">
            Today
          </th>
          <th scope="col" className="num">
            Median, s
          </th>
        </tr>
      </thead>
      <tbody>
        {progress.members
          .filter((member) => !member.removed)
          .map((member) => (
            <tr key={member.annotatorId}>
              <th scope="row">
                <Shape kind="HUMAN" /> {member.name}
              </th>
              <td className="num">
                {progress.dealing === "ON_DEMAND"
                  ? formatCount(member.done)
                  : `${formatCount(member.done)} of ${formatCount(member.total)}`}
              </td>
              <td className="w-24">
                {progress.dealing === "ON_DEMAND" ? null : (
                  <Progress label={member.name} value={member.done} max={member.total} />
                )}
              </td>
              <td className="num">{formatCount(member.today)}</td>
              <td className="num">{member.medianSeconds === null ? "—" : formatNumber(member.medianSeconds, 0)}</td>
            </tr>
          ))}
      </tbody>
    </Table>
  );
}
