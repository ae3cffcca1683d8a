import { Table } from "@/components/ui/layout/table";
import { Time } from "@/components/ui/time";
import type { AuditRow } from "@/lib/audit/types";
import { formatCount } from "@/lib/format";

export interface AuditTableProps {
  id: string;
  rows: readonly AuditRow[];
  /** Whether the rows are of several projects. */
  withProject: boolean;
}

/** Who did what, the newest first. */
export function AuditTable({ id, rows, withProject }: AuditTableProps) {
  return (
    <Table caption="Audit trail" id={id}>
      <thead>
        <tr>
          <th scope="col" className="num">
            Entry
          </th>
          <th scope="col">When</th>
          <th scope="col">Who</th>
          {withProject ? <th scope="col">Project</th> : null}
          <th scope="col">What</th>
          <th scope="col">To what</th>
          <th scope="col">Before</th>
          <th scope="col">After</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.position}>
            <td className="num">{formatCount(row.position)}</td>
            <td>
              <Time at={row.createdAt} />
            </td>
            <th scope="row">
              {row.actorName}
              {row.actorKind === "key" ? <span className="quiet font-normal"> by a key</span> : null}
            </th>
            {withProject ? <td>{row.projectName ?? <span className="quiet">the instance</span>}</td> : null}
            <td>
              <code>{row.action}</code>
            </td>
            <td className="wrap-anywhere">{row.target || <span className="quiet">—</span>}</td>
            <Json text={row.before} />
            <Json text={row.after} />
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

function Json({ text }: { text: string | null }) {
  return (
    <td className="max-w-96 wrap-anywhere" data-csv={text ?? ""}>
      {text === null ? <span className="quiet">—</span> : toWords(JSON.parse(text))}
    </td>
  );
}

/** An object's names and values as one line: "role ANNOTATOR · days 7". */
function toWords(value: unknown): string {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return JSON.stringify(value);
  return Object.entries(value)
    .map(([name, each]) => `${name} ${typeof each === "string" ? each : JSON.stringify(each)}`)
    .join(" · ");
}
