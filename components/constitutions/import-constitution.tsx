"use client";

import { useActionState, useState } from "react";
import { Field } from "@/components/ui/form/field";
import { FormMessage } from "@/components/ui/form/form-message";
import { Textarea } from "@/components/ui/form/input";
import { SubmitButton } from "@/components/ui/form/submit-button";
import { type FormAction, UNSENT } from "@/lib/http/types";

export interface ImportConstitutionProps {
  action: FormAction;
  project: string;
}

/** Takes the document of a constitution, from a file or pasted. */
export function ImportConstitution({ action, project }: ImportConstitutionProps) {
  const [state, submit] = useActionState(action, UNSENT);
  const [text, setText] = useState("");
  const wrong = Object.entries(state.fields).map(([path, message]) => {
    const where = path.replace(/^document\.?/, "");
    return where ? `${where}: ${message}` : message;
  });
  return (
    <details className="fold">
      <summary>Import a JSON document</summary>
      <form action={submit} onReset={(event) => event.preventDefault()} className="mt-3 grid max-w-2xl justify-items-start gap-3">
        <input type="hidden" name="project" value={project} />
        <label className="label">
          File
          <input
            type="file"
            accept="application/json,.json"
            className="ml-3 font-normal"
            onChange={async (event) => setText((await event.target.files?.[0]?.text()) ?? text)}
          />
        </label>
        <Field
          label="Document"
          className="w-full"
          error={wrong[0]}
          help="A name and a list of principles, as “Download JSON” gives it. A name that is here already gets a new version."
        >
          <Textarea
            name="document"
            rows={8}
            className="w-full font-mono text-sm"
            value={text}
            spellCheck={false}
            onChange={(event) => setText(event.target.value)}
          />
        </Field>
        <FormMessage state={state} />
        <SubmitButton busy="Importing …">Import it</SubmitButton>
      </form>
    </details>
  );
}
