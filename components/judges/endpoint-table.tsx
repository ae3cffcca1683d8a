import { Table } from "@/components/ui/layout/table";
import { formatCount } from "@/lib/format";
import type { FormAction } from "@/lib/http/types";
import type { EndpointEntry } from "@/lib/judges/types";
import { EndpointForm } from "./endpoint-form";
import { SHORT_PROVIDER_NAMES } from "./provider-options";

export interface EndpointTableProps {
  project: string;
  endpoints: readonly EndpointEntry[];
  /** Absent for those who only read. */
  action?: FormAction | undefined;
}

/** Where models answer. Keys are written only: their last four characters are all that is ever shown. */
export function EndpointTable({ project, endpoints, action }: EndpointTableProps) {
  return (
    <Table caption="Endpoints">
      <thead>
        <tr>
          <th scope="col">Endpoint</th>
          <th scope="col">Address</th>
          <th scope="col">Key</th>
          <th scope="col" className="num">
            Judge versions
          </th>
          <th scope="col">
            <span className="sr-only">Change it</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {endpoints.map((endpoint) => (
          <tr key={endpoint.id}>
            <th scope="row">{endpoint.name}</th>
            <td>
              <code className="font-mono text-xs">{endpoint.baseUrl}</code>
              <p className="text-ink-3 text-xs">{SHORT_PROVIDER_NAMES[endpoint.provider]}</p>
            </td>
            <td>{keyWords(endpoint)}</td>
            <td className="num">{formatCount(endpoint.versions)}</td>
            <td className="w-96">
              {action ? (
                <details className="fold">
                  <summary>Change</summary>
                  <EndpointForm project={project} endpoint={endpoint} action={action} />
                </details>
              ) : null}
            </td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

function keyWords({ hasKey, keyLast4 }: EndpointEntry): string {
  if (!hasKey) return "none";
  return keyLast4 === null ? "stored" : `… ${keyLast4}`;
}
