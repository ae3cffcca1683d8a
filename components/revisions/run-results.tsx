import { Download } from "lucide-react";
import { ActionButton } from "@/components/constitutions/action-button";
import { buttonClass } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";
import type { FormAction } from "@/lib/http/types";
import { api } from "@/lib/paths";

export interface RunResultsProps {
  project: string;
  runId: string;
  revisions: number;
  /** Makes comparisons; left out for who may not. */
  compare: FormAction | undefined;
}

/** What a run gives: comparisons for people and judges, and rows for fine-tuning. */
export function RunResults({ project, runId, revisions, compare }: RunResultsProps) {
  const fields = { project, runId };
  const upTo = Array.from({ length: revisions - 1 }, (_, index) => index + 1);
  return (
    <div className="grid gap-4">
      {compare ? (
        <div className="flex flex-wrap gap-3">
          <ActionButton action={compare} fields={{ ...fields, kind: "consecutive" }} busy="Comparing …">
            Compare each revision with the one before
          </ActionButton>
          <ActionButton action={compare} fields={{ ...fields, kind: "final-original" }} busy="Comparing …">
            Compare the last with the first
          </ActionButton>
        </div>
      ) : null}
      <div className="flex flex-wrap items-center gap-3">
        <a className={buttonClass({})} href={api.revisionFile(project, runId, "")} download>
          <Icon of={Download} />
          All revisions, JSONL
        </a>
        <a className={buttonClass({})} href={api.revisionFile(project, runId, "?reviewed=yes")} download>
          <Icon of={Download} />
          Accepted or edited ones alone
        </a>
        {upTo.length > 0 ? (
          <span className="note">
            Revisions up to{" "}
            {upTo.map((number, index) => (
              <span key={number}>
                {index > 0 ? ", " : null}
                <a href={api.revisionFile(project, runId, `?upTo=${number}`)} download>
                  {number}
                </a>
              </span>
            ))}
          </span>
        ) : null}
      </div>
    </div>
  );
}
