import { Table } from "@/components/ui/layout/table";
import { Shape } from "@/components/ui/shape";
import { State } from "@/components/ui/state";
import { Time } from "@/components/ui/time";

export interface ConsentTableProps {
  id: string;
  rows: readonly { userId: string; name: string; acceptedAt: string | null; earlierAt: string | null }[];
}

/** Who agreed to the content warning and consent text in force, and when. */
export function ConsentTable({ id, rows }: ConsentTableProps) {
  return (
    <Table caption="Who agreed to the text in force" id={id}>
      <thead>
        <tr>
          <th scope="col">Person</th>
          <th scope="col">State</th>
          <th scope="col" className="num">
            Agreed
          </th>
          <th scope="col" className="num">
            To an earlier text
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ userId, name, acceptedAt, earlierAt }) => (
          <tr key={userId}>
            <th scope="row">
              <Shape kind="HUMAN" /> {name}
            </th>
            <td>
              <State tone={acceptedAt ? "success" : "idle"}>{acceptedAt ? "agreed" : "not yet"}</State>
            </td>
            <td className="num">{acceptedAt ? <Time at={acceptedAt} /> : "—"}</td>
            <td className="num">{earlierAt ? <Time at={earlierAt} /> : "—"}</td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
