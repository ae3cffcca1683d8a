"use client";

import { Archive, Combine, Download, GitCompare } from "lucide-react";
import { useActionState } from "react";
import { Button } from "@/components/ui/button";
import { Confirm } from "@/components/ui/confirm";
import { Field } from "@/components/ui/form/field";
import { FormMessage } from "@/components/ui/form/form-message";
import { Input } from "@/components/ui/form/input";
import { SubmitButton } from "@/components/ui/form/submit-button";
import { Icon } from "@/components/ui/icon";
import { LinkButton } from "@/components/ui/link-button";
import { PlainLinkButton } from "@/components/ui/plain-link-button";
import { type FormAction, UNSENT } from "@/lib/http/types";
import { api, paths } from "@/lib/paths";

export interface VersionToolsProps {
  project: string;
  judge: { id: string; name: string; version: number; versions: number };
  /** Absent for who may only read. */
  actions?: { clone: FormAction; archive: FormAction };
}

/** What can be done with a version as a whole: its document, its difference from another, a clone, and the judge put aside. */
export function VersionTools({ project, judge, actions }: VersionToolsProps) {
  return (
    <div className="grid gap-4">
      <div className="flex flex-wrap gap-3">
        <PlainLinkButton href={api.judgeDocument(project, judge.id, judge.version)} download>
          <Icon of={Download} />
          Download the document
        </PlainLinkButton>
        <LinkButton href={paths.judgeAggregation(project, judge.id, { version: String(judge.version) })}>
          <Icon of={Combine} />
          Other aggregations
        </LinkButton>
        {judge.versions > 1 ? (
          <LinkButton href={paths.compareVersions(project, judge.id)}>
            <Icon of={GitCompare} />
            Compare versions
          </LinkButton>
        ) : null}
        {actions ? (
          <Confirm
            trigger={
              <Button>
                <Icon of={Archive} />
                Archive the judge
              </Button>
            }
            title={`Archive ${judge.name}?`}
            keep="Keep it"
            confirm="Archive it"
            busy="Archiving …"
            action={actions.archive}
            fields={{ project, judgeId: judge.id, archived: "yes" }}
            undoable
          >
            Lists leave it out and no run starts. Its labels stay where they are counted, and so does this page. It can be
            restored.
          </Confirm>
        ) : null}
      </div>
      {actions ? <CloneForm project={project} judge={judge} action={actions.clone} /> : null}
    </div>
  );
}

function CloneForm({ project, judge, action }: Pick<VersionToolsProps, "project" | "judge"> & { action: FormAction }) {
  const [state, submit] = useActionState(action, UNSENT);
  return (
    <form action={submit} className="flex flex-wrap items-end gap-3">
      <input type="hidden" name="project" value={project} />
      <input type="hidden" name="judgeId" value={judge.id} />
      <input type="hidden" name="version" value={judge.version} />
      <Field
        label="Name of a clone"
        help={`A new judge whose first version is this v${judge.version}.`}
        error={state.fields.name}
      >
        <Input name="name" defaultValue={state.values.name ?? ""} placeholder={`${judge.name} 2`} maxLength={80} required />
      </Field>
      <SubmitButton variant="default" busy="Cloning …">
        Clone
      </SubmitButton>
      <FormMessage state={state} />
    </form>
  );
}
