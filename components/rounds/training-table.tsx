import { Name } from "@/components/charts/name";
import { Table } from "@/components/ui/layout/table";
import { State } from "@/components/ui/state";
import { formatCount } from "@/lib/format";
import type { MemberStanding, TrainingStanding } from "@/lib/training/types";

/** Who has passed a training, each with their latest try. */
export function TrainingTable({ members }: { members: readonly MemberStanding[] }) {
  return (
    <Table caption="How each person stands in this training">
      <thead>
        <tr>
          <th scope="col">Person</th>
          <th scope="col" className="num">
            Try
          </th>
          <th scope="col" className="num">
            Answered
          </th>
          <th scope="col" className="num">
            As the gold says
          </th>
          <th scope="col">Result</th>
        </tr>
      </thead>
      <tbody>
        {members.map(({ annotatorId, name, standing }) => (
          <tr key={annotatorId}>
            <th scope="row">
              <Name kind="HUMAN">{name}</Name>
            </th>
            <td className="num">{formatCount(standing.attempt)}</td>
            <td className="num">
              {formatCount(standing.done)} of {formatCount(standing.total)}
            </td>
            <td className="num">{formatCount(standing.right)}</td>
            <td>
              <Result standing={standing} />
            </td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

function Result({ standing: { passed } }: { standing: TrainingStanding }) {
  if (passed === null) return <State tone="idle">not at the end</State>;
  return passed ? <State tone="success">passed</State> : <State tone="warn">below the mark</State>;
}
