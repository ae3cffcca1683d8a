"use client";

import { useActionState, useState } from "react";
import { Field } from "@/components/ui/form/field";
import { Input, Textarea } from "@/components/ui/form/input";
import { SubmitButton } from "@/components/ui/form/submit-button";
import { Notice } from "@/components/ui/notice";
import { type FormAction, UNSENT } from "@/lib/http/types";

export interface DocumentFormProps {
  action: FormAction;
  project: string;
}

/** Makes a judge of its JSON document, chosen as a file or pasted. A document that has changed makes the next version of its judge. */
export function DocumentForm({ action, project }: DocumentFormProps) {
  const [state, submit] = useActionState(action, UNSENT);
  const [text, setText] = useState("");
  const mistakes = Object.entries(state.fields);
  return (
    <form action={submit} className="grid max-w-4xl gap-4" onReset={(event) => event.preventDefault()}>
      <input type="hidden" name="project" value={project} />
      <Field label="File" help="As this page and concord judge export write it. It holds no key.">
        <Input
          type="file"
          accept="application/json,.json"
          onChange={async (event) => setText((await event.target.files?.[0]?.text()) ?? "")}
        />
      </Field>
      <Field label="Document">
        <Textarea
          name="document"
          className="w-full font-mono"
          rows={8}
          value={text}
          spellCheck={false}
          onChange={(event) => setText(event.target.value)}
        />
      </Field>
      {mistakes.length > 0 || state.message ? (
        <Notice
          tone="danger"
          title={mistakes.length > 1 ? `${mistakes.length} places need mending.` : "The document needs mending."}
        >
          {mistakes.length > 0 ? (
            <ul>
              {mistakes.map(([path, message]) => (
                <li key={path}>
                  <code>{path}</code> {message}
                </li>
              ))}
            </ul>
          ) : (
            state.message
          )}
        </Notice>
      ) : null}
      <SubmitButton variant="default" className="justify-self-start" busy="Reading …">
        Make it of the document
      </SubmitButton>
    </form>
  );
}
