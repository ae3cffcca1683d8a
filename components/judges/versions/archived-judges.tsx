"use client";

import Link from "next/link";
import { useActionState } from "react";
import { FormMessage } from "@/components/ui/form/form-message";
import { SubmitButton } from "@/components/ui/form/submit-button";
import { Table } from "@/components/ui/layout/table";
import { Time } from "@/components/ui/time";
import { formatQuantity } from "@/lib/format";
import { type FormAction, UNSENT } from "@/lib/http/types";
import type { ArchivedJudge } from "@/lib/judges/types";
import { paths } from "@/lib/paths";

export interface ArchivedJudgesProps {
  project: string;
  judges: readonly ArchivedJudge[];
  /** Takes one back; absent for who may only read. */
  action?: FormAction | undefined;
}

/** Judges that were put aside. */
export function ArchivedJudges({ project, judges, action }: ArchivedJudgesProps) {
  return (
    <Table caption="Archived judges">
      <thead>
        <tr>
          <th scope="col">Judge</th>
          <th scope="col">Archived</th>
          {action ? <th scope="col">Back</th> : null}
        </tr>
      </thead>
      <tbody>
        {judges.map(({ id, name, versions, archivedAt }) => (
          <tr key={id}>
            <th scope="row">
              <Link href={paths.judge(project, id)}>{name}</Link>{" "}
              <span className="quiet">{formatQuantity(versions, "version")}</span>
            </th>
            <td>
              <Time at={archivedAt} />
            </td>
            {action ? (
              <td>
                <RestoreForm project={project} judgeId={id} action={action} />
              </td>
            ) : null}
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

/** Takes one judge back. */
export function RestoreForm({ project, judgeId, action }: { project: string; judgeId: string; action: FormAction }) {
  const [state, submit] = useActionState(action, UNSENT);
  return (
    <form action={submit} className="flex flex-wrap items-center gap-3">
      <input type="hidden" name="project" value={project} />
      <input type="hidden" name="judgeId" value={judgeId} />
      <input type="hidden" name="archived" value="no" />
      <SubmitButton variant="default" size="sm" busy="Restoring …">
        Restore
      </SubmitButton>
      <FormMessage state={state} />
    </form>
  );
}
