import Link from "next/link";
import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { Section } from "@/components/ui/layout/section";
import { Table } from "@/components/ui/layout/table";
import { State } from "@/components/ui/state";
import { Time } from "@/components/ui/time";
import { formatCount, formatQuantity } from "@/lib/format";
import type { RunError, RunProgress } from "@/lib/judges/types";
import { paths } from "@/lib/paths";

export interface RunErrorsProps {
  project: string;
  progress: RunProgress;
  /** What tries the failed calls again. */
  retry: ReactNode;
  /** Tries again those alone that failed in one way; absent for who may not. */
  retryKind?: ((kind: string) => void) | undefined;
}

/** What went wrong in a run, by kind, with an example each; nothing where nothing did. */
export function RunErrors({ project, progress, retry, retryKind }: RunErrorsProps) {
  const { errors, unreadable } = progress;
  if (errors.length === 0 && unreadable.calls === 0) return null;
  return (
    <Section title="Errors" actions={retry ? <div className="actions">{retry}</div> : null}>
      <Table caption="Errors of this run">
        <thead>
          <tr>
            <th scope="col">What went wrong</th>
            <th scope="col" className="num">
              Tries
            </th>
            <th scope="col">Comparisons</th>
            <th scope="col">What happens next</th>
            <th scope="col">The last one</th>
            <th scope="col" className="num">
              Last, time
            </th>
          </tr>
        </thead>
        <tbody>
          {errors.map((error) => (
            <ErrorRow key={error.kind} project={project} error={error} retry={retryKind} />
          ))}
          {unreadable.calls > 0 ? <UnreadableRow project={project} unreadable={unreadable} /> : null}
        </tbody>
      </Table>
    </Section>
  );
}

interface ErrorRowProps {
  project: string;
  error: RunError;
  retry: RunErrorsProps["retryKind"];
}

function ErrorRow({ project, error, retry }: ErrorRowProps) {
  return (
    <tr>
      <th scope="row">{error.title}</th>
      <td className="num">{formatCount(error.attempts)}</td>
      <td>
        {error.comparisons.map(({ id, name }, index) => (
          <span key={id}>
            {index > 0 ? ", " : null}
            <Link href={paths.comparison(project, id)}>{name}</Link>
          </span>
        ))}
      </td>
      <td>
        <Next error={error} />
        {retry && error.failed > 0 ? (
          <Button size="sm" className="mt-1" onClick={() => retry(error.kind)}>
            {error.failed === 1 ? "Try this one again" : `Try these ${formatCount(error.failed)} again`}
          </Button>
        ) : null}
      </td>
      <td className="max-w-md min-w-60 whitespace-normal">
        {error.message}
        {error.endpointText ? <span className="quiet block font-mono text-xs">{error.endpointText}</span> : null}
      </td>
      <td className="num">
        <Time at={error.lastAt} />
      </td>
    </tr>
  );
}

function Next({ error }: { error: RunError }) {
  return (
    <span className="grid justify-items-start">
      {error.failed > 0 ? <State tone="danger">{formatQuantity(error.failed, "call")} given up, no label</State> : null}
      {error.waiting > 0 ? <State tone="idle">{formatQuantity(error.waiting, "call")} tried again by itself</State> : null}
      {error.failed === 0 && error.waiting === 0 ? <State tone="success">answered at a later try</State> : null}
    </span>
  );
}

function UnreadableRow({ project, unreadable }: { project: string; unreadable: RunProgress["unreadable"] }) {
  const { calls, example } = unreadable;
  return (
    <tr>
      <th scope="row">No verdict in the answer</th>
      <td className="num">{formatCount(calls)}</td>
      <td>{example ? <Link href={paths.comparison(project, example.comparisonId)}>one of them</Link> : null}</td>
      <td>
        <State tone="warn">kept as invalid, never a guess or a tie</State>
      </td>
      <td className="max-w-md min-w-60 whitespace-normal">
        <span className="font-mono text-xs">{example?.text === "" ? "(nothing was written)" : example?.text}</span>
      </td>
      <td />
    </tr>
  );
}
