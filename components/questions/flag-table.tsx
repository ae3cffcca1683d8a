import Link from "next/link";
import { toComparisonTitle } from "@/components/comparisons/comparison-title";
import { WithdrawForm } from "@/components/dataset/browse/withdraw-form";
import { Table } from "@/components/ui/layout/table";
import { Shape } from "@/components/ui/shape";
import { State } from "@/components/ui/state";
import { Time } from "@/components/ui/time";
import type { FlagEntry } from "@/lib/flags/types";
import type { FormAction } from "@/lib/http/types";
import { paths } from "@/lib/paths";
import { ResolveForm } from "./resolve-form";

export interface FlagTableProps {
  project: string;
  caption: string;
  flags: readonly FlagEntry[];
  /** Null for who only reads. */
  actions: { resolve: FormAction; withdraw: FormAction; restore: FormAction } | null;
}

/** Annotators' flags on comparisons, with what can be done about them. */
export function FlagTable({ project, caption, flags, actions }: FlagTableProps) {
  return (
    <Table caption={caption}>
      <thead>
        <tr>
          <th scope="col">Comparison</th>
          <th scope="col">Flag</th>
          <th scope="col">By</th>
          <th scope="col" className="num">
            When
          </th>
          {actions ? (
            <th scope="col">
              <span className="sr-only">What to do</span>
            </th>
          ) : null}
        </tr>
      </thead>
      <tbody>
        {flags.map((flag) => (
          <tr key={flag.id}>
            <th scope="row">
              <Link prefetch={false} href={paths.comparison(project, flag.comparisonId)}>
                {toComparisonTitle({ id: flag.comparisonId, externalId: flag.externalId })}
              </Link>
              {flag.withdrawn ? <State tone="idle">withdrawn</State> : null}
            </th>
            <td className="min-w-48">
              <State tone={flag.resolvedAt ? "idle" : "warn"}>{flag.kind}</State> {flag.note ? `“${flag.note}”` : ""}
            </td>
            <td>
              <Shape kind="HUMAN" /> {flag.annotator}
            </td>
            <td className="num text-ink-2">
              <Time at={flag.createdAt} />
            </td>
            {actions ? (
              <td className="min-w-64">
                <ResolveForm project={project} flag={flag} action={actions.resolve} />
                {flag.resolvedAt ? null : (
                  <WithdrawForm
                    project={project}
                    comparisonId={flag.comparisonId}
                    withdrawn={flag.withdrawn}
                    withdraw={actions.withdraw}
                    restore={actions.restore}
                  />
                )}
              </td>
            ) : null}
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
