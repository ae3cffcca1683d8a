"use client";

import { useActionState, useState } from "react";
import { Button } from "@/components/ui/button";
import { FormMessage } from "@/components/ui/form/form-message";
import { SubmitButton } from "@/components/ui/form/submit-button";
import { type FormAction, UNSENT } from "@/lib/http/types";

export interface GuidelinesEditorProps {
  action: FormAction;
  project: string;
  markdown: string;
}

/** Writes the next version of the guidelines. */
export function GuidelinesEditor({ action, project, markdown }: GuidelinesEditorProps) {
  const [state, submit] = useActionState(action, UNSENT);
  const [text, setText] = useState(markdown);
  const isChanged = text !== markdown;
  return (
    <form action={submit} onReset={(event) => event.preventDefault()} className="grid gap-3">
      <input type="hidden" name="project" value={project} />
      <label className="label" htmlFor="markdown">
        Markdown
      </label>
      <textarea
        className="textarea min-h-[28rem] w-full font-mono text-sm"
        id="markdown"
        name="markdown"
        value={text}
        aria-invalid={state.fields.markdown ? "true" : undefined}
        aria-describedby={state.fields.markdown ? "markdown-error" : undefined}
        onChange={(event) => setText(event.target.value)}
      />
      {state.fields.markdown ? (
        <p className="field-error" id="markdown-error">
          {state.fields.markdown}
        </p>
      ) : null}
      <p className="note">
        Saving makes a new version. Rounds that are open keep theirs until it is taken up on the round’s page; every label knows
        the version that it was made under.
      </p>
      <div className="actions items-center">
        <SubmitButton busy="Saving …">Save as a new version</SubmitButton>
        {isChanged ? (
          <Button variant="ghost" onClick={() => setText(markdown)}>
            Undo all changes
          </Button>
        ) : null}
        <FormMessage state={state} />
      </div>
    </form>
  );
}
