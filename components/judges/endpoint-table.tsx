import { Table } from "@/components/ui/layout/table";
import { formatCount, formatQuantity } from "@/lib/format";
import type { FormAction } from "@/lib/http/types";
import type { EndpointEntry } from "@/lib/judges/types";
import { EndpointCapabilities } from "./endpoint-capabilities";
import { EndpointForm } from "./endpoint-form";
import { EndpointTest } from "./endpoint-test";
import { SHORT_PROVIDER_NAMES } from "./provider-options";

export interface EndpointTableProps {
  project: string;
  endpoints: readonly EndpointEntry[];
  /** Absent for those who only read. */
  action?: FormAction | undefined;
  testAction?: FormAction | undefined;
}

/** Where models answer. Keys are written only: their last four characters are all that is ever shown. */
export function EndpointTable({ project, endpoints, action, testAction }: EndpointTableProps) {
  return (
    <Table caption="Endpoints">
      <thead>
        <tr>
          <th scope="col">Endpoint</th>
          <th scope="col">Address</th>
          <th scope="col">Key</th>
          <th scope="col">What it can do</th>
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
            <td className="whitespace-nowrap">{keyWords(endpoint)}</td>
            <td className="min-w-56">
              <EndpointCapabilities capabilities={endpoint.capabilities} testedAt={endpoint.testedAt} />
              {limitWords(endpoint) ? <p className="text-ink-3 text-xs">{limitWords(endpoint)}</p> : null}
            </td>
            <td className="num">{formatCount(endpoint.versions)}</td>
            <td className="w-96">
              {action ? (
                <details className="fold">
                  <summary>Change</summary>
                  <EndpointForm project={project} endpoint={endpoint} action={action} />
                </details>
              ) : null}
              {testAction ? (
                <details className="fold">
                  <summary>Test</summary>
                  <EndpointTest project={project} endpoint={endpoint} action={testAction} />
                </details>
              ) : null}
            </td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

function limitWords({ limits }: EndpointEntry): string {
  const { maxConcurrency, requestsPerMinute, tokensPerMinute } = limits;
  return [
    maxConcurrency === null ? null : `at most ${formatQuantity(maxConcurrency, "call")} at once`,
    requestsPerMinute === null ? null : `${formatQuantity(requestsPerMinute, "request")} a minute`,
    tokensPerMinute === null ? null : `${formatQuantity(tokensPerMinute, "token")} a minute`,
  ]
    .filter((word) => word !== null)
    .join(", ");
}

function keyWords({ hasKey, keyLast4 }: EndpointEntry): string {
  if (!hasKey) return "none";
  return keyLast4 === null ? "stored" : `… ${keyLast4}`;
}
