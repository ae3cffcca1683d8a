"use client";

import { type ReactNode, useActionState, useState } from "react";
import { Button } from "@/components/ui/button";
import { FormMessage } from "@/components/ui/form/form-message";
import { SubmitButton } from "@/components/ui/form/submit-button";
import { Menu, MenuLink } from "@/components/ui/menu";
import { formatQuantity } from "@/lib/format";
import { type FormAction, UNSENT } from "@/lib/http/types";
import { paths } from "@/lib/paths";

export interface ChooseComparisonsProps {
  project: string;
  criterion: string;
  /** Puts the chosen ones before the adjudicators. */
  send: FormAction;
  /** Rounds that are not open yet. */
  drafts: readonly { id: string; number: number; name: string }[];
  /** Judges, in their newest versions. */
  judges: readonly { id: string; name: string; version: number }[];
  /** The list, with a tick at each comparison. */
  children: ReactNode;
}

/** More examples than this no judge has. */
const MOST_EXAMPLES = 32;

/** What can be done with some of a list's comparisons: send them to adjudication, put them into a round, make them a judge's examples. */
export function ChooseComparisons({ project, criterion, send, drafts, judges, children }: ChooseComparisonsProps) {
  const [state, submit] = useActionState(send, UNSENT);
  const [ids, setIds] = useState<readonly string[]>([]);
  const none = ids.length === 0;
  return (
    <form
      action={submit}
      aria-label="Choose comparisons"
      onChange={({ currentTarget }) => setIds(new FormData(currentTarget).getAll("comparisonIds[]").map(String))}
      onReset={(event) => event.preventDefault()}
    >
      <input type="hidden" name="project" value={project} />
      <input type="hidden" name="criterion" value={criterion} />
      {children}
      <div className="b-chosen">
        <p role="status" className="text-sm">
          {none ? "Choose comparisons to do something with them." : `${formatQuantity(ids.length, "comparison")} chosen`}
        </p>
        {none ? null : (
          <div className="flex flex-wrap gap-2">
            <SubmitButton variant="default" size="sm" busy="Sending …">
              Send to adjudication
            </SubmitButton>
            <Menu side="top" trigger={<Button size="sm">Put into a round</Button>}>
              <MenuLink href={paths.newRound(project, ids)}>A new round</MenuLink>
              {drafts.map(({ id, number, name }) => (
                <MenuLink key={id} href={paths.round(project, id, ids)}>
                  {`Round ${number}, ${name} (draft)`}
                </MenuLink>
              ))}
            </Menu>
            {judges.length === 0 ? null : (
              <Menu side="top" trigger={<Button size="sm">Make examples of a judge</Button>}>
                {judges.map(({ id, name, version }) => (
                  <MenuLink key={id} href={paths.editJudge(project, id, version, ids.slice(0, MOST_EXAMPLES))}>
                    {`${name}, from v${version}`}
                  </MenuLink>
                ))}
              </Menu>
            )}
          </div>
        )}
        <FormMessage state={state} />
      </div>
    </form>
  );
}
