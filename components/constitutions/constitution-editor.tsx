"use client";

import { Plus } from "lucide-react";
import { useActionState, useState } from "react";
import { flushSync } from "react-dom";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/form/field";
import { FormMessage } from "@/components/ui/form/form-message";
import { Input } from "@/components/ui/form/input";
import { SubmitButton } from "@/components/ui/form/submit-button";
import { Icon } from "@/components/ui/icon";
import { Notice } from "@/components/ui/notice";
import type { ConstitutionDocument } from "@/lib/constitutions/schema";
import { type FormAction, UNSENT } from "@/lib/http/types";
import { type EditorRow, emptyRow, moveRow, toDocumentText, toRows } from "./editor-rows";
import { PrincipleRow } from "./principle-row";

export interface ConstitutionEditorProps {
  action: FormAction;
  project: string;
  document: ConstitutionDocument;
  /** The version that is edited; null for a new constitution. */
  version: number | null;
}

/** The editor of a constitution. Saving never changes a version: it makes the next one. */
export function ConstitutionEditor({ action, project, document, version }: ConstitutionEditorProps) {
  const [state, submit] = useActionState(action, UNSENT);
  const [name, setName] = useState(document.name);
  const [rows, setRows] = useState<readonly EditorRow[]>(() => toRows(document));
  const [open, setOpen] = useState<ReadonlySet<string>>(() => new Set(version === null ? ["p0"] : []));
  const [made, setMade] = useState(rows.length);
  const [said, setSaid] = useState("");

  function move(index: number, by: -1 | 1) {
    const focused = globalThis.document.activeElement;
    const moved = moveRow(rows, index, by);
    if (moved === rows) return;
    flushSync(() => {
      setRows(moved);
      setSaid(`${rows[index]?.key || "The principle"} is now ${index + by + 1} of ${rows.length}.`);
    });
    // The browser drops the focus of what is put elsewhere in the page.
    if (focused instanceof HTMLElement) focused.focus();
  }

  function add() {
    const id = `n${made}`;
    setMade(made + 1);
    setRows([...rows, emptyRow(id)]);
    setOpen(new Set([...open, id]));
  }

  return (
    <form action={submit} onReset={(event) => event.preventDefault()} className="grid max-w-4xl grid-cols-1 gap-4">
      <input type="hidden" name="project" value={project} />
      <input type="hidden" name="basedOn" value={version ?? ""} />
      <input type="hidden" name="document" value={toDocumentText(name, rows)} />
      {version === null ? (
        <Field label="Name" error={state.fields["document.name"]}>
          <Input
            className="w-full max-w-md"
            required
            maxLength={80}
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
        </Field>
      ) : null}
      <ol className="con-rows" aria-label="Principles">
        {rows.map((row, index) => (
          <PrincipleRow
            key={row.id}
            row={row}
            index={index}
            count={rows.length}
            isOpen={open.has(row.id)}
            errors={errorsOf(state.fields, index)}
            onToggle={() => setOpen(toggled(open, row.id))}
            onChange={(change) => setRows(rows.map((each) => (each.id === row.id ? { ...each, ...change } : each)))}
            onMove={(by) => move(index, by)}
            onRemove={() => setRows(rows.filter((each) => each.id !== row.id))}
          />
        ))}
      </ol>
      <p className="sr-only" role="status">
        {said}
      </p>
      <div className="actions items-center">
        <Button onClick={add}>
          <Icon of={Plus} />
          Add a principle
        </Button>
        <SubmitButton busy="Saving …">{version === null ? "Make the constitution" : `Save as v${version + 1}`}</SubmitButton>
        <FormMessage state={state} />
      </div>
      {Object.keys(state.fields).length > 0 ? (
        <Notice tone="danger" title="Something needs mending.">
          {state.message ?? Object.values(state.fields)[0]}
        </Notice>
      ) : null}
      <p className="note">
        Alt with ↑ or ↓ moves the principle that has the focus. The order counts where a judge reads all of them.
      </p>
    </form>
  );
}

function toggled(open: ReadonlySet<string>, id: string): Set<string> {
  const next = new Set(open);
  if (!next.delete(id)) next.add(id);
  return next;
}

/** What is wrong with one principle: "document.principles.3.key" as "key". */
function errorsOf(fields: Readonly<Record<string, string>>, index: number): Record<string, string> {
  const start = `document.principles.${index}.`;
  return Object.fromEntries(
    Object.entries(fields).flatMap(([path, message]) =>
      path.startsWith(start) ? [[path.slice(start.length).split(".")[0] ?? "", message]] : [],
    ),
  );
}
