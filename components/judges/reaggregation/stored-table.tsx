import Link from "next/link";
import { Table } from "@/components/ui/layout/table";
import { Time } from "@/components/ui/time";
import { api, paths } from "@/lib/paths";
import type { StoredAggregation } from "@/lib/reaggregation/types";

export interface StoredTableProps {
  project: string;
  judgeId: string;
  aggregations: readonly StoredAggregation[];
}

/** The stored aggregations of a judge: each can be looked at again, and its labels downloaded. */
export function StoredTable({ project, judgeId, aggregations }: StoredTableProps) {
  return (
    <Table caption="Stored aggregations" id="aggregations">
      <thead>
        <tr>
          <th scope="col">Name</th>
          <th scope="col">Of</th>
          <th scope="col">Rule</th>
          <th scope="col">Content</th>
          <th scope="col">Stored</th>
          <th scope="col">Labels</th>
        </tr>
      </thead>
      <tbody>
        {aggregations.map(({ id, name, version, criterion, words, texts, contentHash, createdAt }) => (
          <tr key={id}>
            <th scope="row">
              <Link
                prefetch={false}
                href={paths.judgeAggregation(project, judgeId, {
                  version: String(version),
                  criterion,
                  ...texts,
                  preview: "yes",
                })}
              >
                {name}
              </Link>
            </th>
            <td>
              v{version}, {criterion}
            </td>
            <td>{words}</td>
            <td>
              <code className="font-mono text-xs" title={contentHash}>
                {contentHash.slice(0, 8)}
              </code>
            </td>
            <td>
              <Time at={createdAt} />
            </td>
            <td>
              <a href={api.aggregationLabels(project, id)}>
                Download<span className="sr-only"> {name}</span>
              </a>
            </td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
