import Link from "next/link";
import type { ReactNode } from "react";
import { Section } from "@/components/ui/layout/section";
import { Table } from "@/components/ui/layout/table";
import { State } from "@/components/ui/state";
import { Time } from "@/components/ui/time";
import { formatCount, formatQuantity } from "@/lib/format";
import { paths } from "@/lib/paths";
import type { RevisionError, RevisionProgress } from "@/lib/revisions/types";

export interface ErrorTableProps {
  project: string;
  progress: RevisionProgress;
  /** What tries the failed chains again. */
  retry: ReactNode;
}

/** What went wrong in a run, by kind, with an example each; nothing where nothing did. */
export function ErrorTable({ project, progress, retry }: ErrorTableProps) {
  if (progress.errors.length === 0) return null;
  return (
    <Section title="Errors" actions={retry ? <div className="actions">{retry}</div> : null}>
      <Table caption="Errors of this run">
        <thead>
          <tr>
            <th scope="col">What went wrong</th>
            <th scope="col" className="num">
              Tries
            </th>
            <th scope="col">Chains</th>
            <th scope="col">What happens next</th>
            <th scope="col">The last one</th>
            <th scope="col" className="num">
              Last, time
            </th>
          </tr>
        </thead>
        <tbody>
          {progress.errors.map((error) => (
            <tr key={error.kind}>
              <th scope="row">{error.title}</th>
              <td className="num">{formatCount(error.attempts)}</td>
              <td>
                {error.chains.map((place, index) => (
                  <span key={place}>
                    {index > 0 ? ", " : null}
                    <Link href={paths.revisionChain(project, progress.id, place)}>{place}</Link>
                  </span>
                ))}
              </td>
              <td>
                <Next error={error} />
              </td>
              <td className="max-w-md min-w-60 whitespace-normal">
                {error.message}
                {error.endpointText ? <span className="quiet block font-mono text-xs">{error.endpointText}</span> : null}
              </td>
              <td className="num">
                <Time at={error.lastAt} />
              </td>
            </tr>
          ))}
        </tbody>
      </Table>
    </Section>
  );
}

function Next({ error }: { error: RevisionError }) {
  return (
    <span className="grid justify-items-start">
      {error.failed > 0 ? <State tone="danger">{formatQuantity(error.failed, "chain")} given up</State> : null}
      {error.waiting > 0 ? <State tone="idle">{formatQuantity(error.waiting, "chain")} tried again by itself</State> : null}
      {error.failed === 0 && error.waiting === 0 ? <State tone="success">made at a later try</State> : null}
    </span>
  );
}
