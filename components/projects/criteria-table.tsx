import { Button } from "@/components/ui/button";
import { Confirm } from "@/components/ui/confirm";
import { Table } from "@/components/ui/layout/table";
import { State } from "@/components/ui/state";
import type { FormAction } from "@/lib/http/types";
import { CriterionForm } from "./criterion-form";

export interface CriterionRow {
  id: string;
  key: string;
  question: string;
  polarity: "BETTER" | "WORSE";
  archived: boolean;
  /** Nobody was asked it yet. */
  editable: boolean;
}

export interface CriteriaTableProps {
  project: string;
  criteria: readonly CriterionRow[];
  /** Absent where the reader may not write. */
  actions: { edit: FormAction; archive: FormAction } | null;
}

/** What a project asks. A question that somebody was asked stays as it was. */
export function CriteriaTable({ project, criteria, actions }: CriteriaTableProps) {
  const asked = criteria.filter((criterion) => !criterion.archived);
  return (
    <Table caption="Criteria of this project" id="criteria">
      <thead>
        <tr>
          <th scope="col">Name</th>
          <th scope="col">Question</th>
          <th scope="col">It asks for</th>
          <th scope="col">State</th>
          {actions ? (
            <th scope="col">
              <span className="sr-only">Put aside</span>
            </th>
          ) : null}
        </tr>
      </thead>
      <tbody>
        {criteria.map((criterion) => (
          <tr key={criterion.id} className="*:align-middle">
            <th scope="row">{criterion.key}</th>
            <td>
              {criterion.question}
              {actions && criterion.editable && !criterion.archived ? (
                <details className="mt-1">
                  <summary>Change it</summary>
                  <div className="py-2">
                    <CriterionForm action={actions.edit} project={project} criterion={criterion} />
                  </div>
                </details>
              ) : null}
            </td>
            <td>the {criterion.polarity.toLowerCase()} response</td>
            <td>
              <State tone={criterion.archived || criterion.editable ? "idle" : "success"}>
                {criterion.archived ? "put aside" : criterion.editable ? "not asked yet" : "in use, fixed"}
              </State>
            </td>
            {actions ? (
              <td className="num">
                <Archive
                  action={actions.archive}
                  project={project}
                  criterion={criterion}
                  isLast={asked.length === 1 && !criterion.archived}
                />
              </td>
            ) : null}
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

interface ArchiveProps {
  action: FormAction;
  project: string;
  criterion: CriterionRow;
  /** The only one that is asked. */
  isLast: boolean;
}

function Archive({ action, project, criterion, isLast }: ArchiveProps) {
  if (isLast) return null;
  const { id, key, archived } = criterion;
  return (
    <Confirm
      trigger={
        <Button size="sm" variant="ghost" aria-label={archived ? `Take ${key} back` : `Put ${key} aside`}>
          {archived ? "Take back" : "Put aside"}
        </Button>
      }
      title={archived ? `Take “${key}” back?` : `Put “${key}” aside?`}
      keep="Leave it"
      confirm={archived ? "Take it back" : "Put it aside"}
      busy="Saving …"
      action={action}
      fields={{ project, criterionId: id, archived: archived ? "no" : "yes" }}
      undoable
    >
      <p>
        {archived ? "New rounds can ask it again." : "New rounds cannot ask it. Its labels stay, and rounds that ask it go on."}
      </p>
    </Confirm>
  );
}
