"use client";

import { useActionState } from "react";
import { FormMessage } from "@/components/ui/form/form-message";
import { SubmitButton } from "@/components/ui/form/submit-button";
import { Table } from "@/components/ui/layout/table";
import { Shape } from "@/components/ui/shape";
import { formatCount, formatQuantity } from "@/lib/format";
import { type FormAction, UNSENT } from "@/lib/http/types";
import type { BaselineEntry } from "@/lib/judges/types";

export interface BaselineTableProps {
  project: string;
  baselines: readonly BaselineEntry[];
  /** Absent for those who only read. */
  action?: FormAction | undefined;
}

/** The rules without a model, and the way to let them label. */
export function BaselineTable({ project, baselines, action }: BaselineTableProps) {
  return (
    <Table caption="Baselines: rules without a model">
      <thead>
        <tr>
          <th scope="col">Baseline</th>
          <th scope="col">Its rule</th>
          <th scope="col" className="num">
            Labels
          </th>
          <th scope="col">
            <span className="sr-only">Let it label</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {baselines.map((baseline) => (
          <tr key={baseline.rule} className="*:align-middle">
            <th scope="row">
              <Shape kind="BASELINE" /> {baseline.name}
            </th>
            <td>{baseline.about}</td>
            <td className="num">{formatCount(baseline.labels)}</td>
            <td className="num">{action ? <BaselineForm project={project} baseline={baseline} action={action} /> : null}</td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

function BaselineForm({ project, baseline, action }: { project: string; baseline: BaselineEntry; action: FormAction }) {
  const [state, submit] = useActionState(action, UNSENT);
  if (baseline.missing === 0)
    return <span className="quiet">{baseline.labels === 0 ? "nothing to label yet" : "has labelled everything"}</span>;
  return (
    <form action={submit} className="flex items-center justify-end gap-3">
      <FormMessage state={state} />
      <input type="hidden" name="project" value={project} />
      <input type="hidden" name="rule" value={baseline.rule} />
      <SubmitButton busy="Labelling …" size="sm" variant="default">
        {`Store ${formatQuantity(baseline.missing, "label")}`}
      </SubmitButton>
    </form>
  );
}
