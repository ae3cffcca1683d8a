"use client";

import { useActionState } from "react";
import { Field } from "@/components/ui/form/field";
import { FormMessage } from "@/components/ui/form/form-message";
import { Input, Select } from "@/components/ui/form/input";
import { SubmitButton } from "@/components/ui/form/submit-button";
import { Section } from "@/components/ui/layout/section";
import { type ColumnMap, MAPPED_FIELDS, type SavedMapping } from "@/lib/datasets/mapping-schema";
import type { ImportPreview } from "@/lib/datasets/schema";
import { type FormAction, UNSENT } from "@/lib/http/types";

export interface ColumnMappingProps {
  preview: ImportPreview;
  project: string;
  saved: readonly SavedMapping[];
  save: FormAction;
  onMap: (map: ColumnMap) => void;
}

/** The fields that most tables have; the others are unfolded. */
const FIRST = 11;

/** Which column each field of a comparison is read from; the preview below follows each choice. */
export function ColumnMapping({ preview, project, saved, save, onMap }: ColumnMappingProps) {
  const columns = preview.columns.map(({ column }) => column);
  const map = preview.mapping?.map ?? {};
  const fields = MAPPED_FIELDS.map(({ field, title }) => (
    <Field key={field} label={title} error={preview.mapping?.missing.includes(field) ? "No column yet." : undefined}>
      <Select value={map[field] ?? ""} onChange={(event) => onMap(withField(map, field, event.target.value))}>
        <option value="">none</option>
        {columns.map((column) => (
          <option key={column}>{column}</option>
        ))}
      </Select>
    </Field>
  ));
  const hidden = MAPPED_FIELDS.slice(FIRST).filter(({ field }) => field in map).length;
  return (
    <Section title="Which column is what" note="Columns that are given to no field are kept as metadata.">
      {saved.length > 0 ? <Kept saved={saved} columns={columns} onMap={onMap} /> : null}
      <div className="i-fields">{fields.slice(0, FIRST)}</div>
      <details className="i-more">
        <summary>More about the label{hidden > 0 ? ` (${hidden} mapped)` : ""}</summary>
        <div className="i-fields">{fields.slice(FIRST)}</div>
      </details>
      <SaveMapping project={project} map={map} save={save} />
    </Section>
  );
}

/** A field given to a column, or to none; what another field had is taken from it. */
function withField(map: ColumnMap, field: string, column: string): ColumnMap {
  const others = Object.entries(map).map(([other, from]) => [other, column !== "" && from === column ? "" : from] as const);
  return { ...Object.fromEntries(others), [field]: column };
}

function Kept({ saved, columns, onMap }: Pick<ColumnMappingProps, "saved" | "onMap"> & { columns: readonly string[] }) {
  const fitting = saved.filter(({ fields }) =>
    Object.values(fields).every((column) => column === "" || columns.includes(column)),
  );
  if (fitting.length === 0) return <p className="note">None of this project’s mappings fits these columns.</p>;
  return (
    <Field label="A mapping of this project">
      <Select value="" onChange={(event) => onMap(fitting.find(({ name }) => name === event.target.value)?.fields ?? {})}>
        <option value="">choose …</option>
        {fitting.map(({ name }) => (
          <option key={name}>{name}</option>
        ))}
      </Select>
    </Field>
  );
}

function SaveMapping({ project, map, save }: { project: string; map: ColumnMap; save: FormAction }) {
  const [state, send] = useActionState(save, UNSENT);
  return (
    <form action={send} className="i-keep">
      <input type="hidden" name="project" value={project} />
      <input type="hidden" name="fields" value={JSON.stringify(map)} />
      <Field label="Keep this mapping as" error={state.fields.name}>
        <Input name="name" maxLength={100} defaultValue={state.values.name} />
      </Field>
      <SubmitButton variant="default" size="sm" busy="Keeping …">
        Keep
      </SubmitButton>
      <FormMessage state={state} />
    </form>
  );
}
