"use client";

import { ArrowDown, ArrowUp, ChevronRight, Trash2 } from "lucide-react";
import type { KeyboardEvent } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/form/field";
import { Input, Textarea } from "@/components/ui/form/input";
import { Icon } from "@/components/ui/icon";
import type { EditorRow } from "./editor-rows";

export interface PrincipleRowProps {
  row: EditorRow;
  /** From 0. */
  index: number;
  count: number;
  isOpen: boolean;
  /** What is wrong with a field, by its name in the document. */
  errors: Readonly<Record<string, string>>;
  onToggle: () => void;
  onChange: (change: Partial<EditorRow>) => void;
  onMove: (by: -1 | 1) => void;
  onRemove: () => void;
}

/** One principle in the editor: a line with its place, and its texts when it is opened. Alt and an arrow move it from anywhere in it. */
export function PrincipleRow({ row, index, count, isOpen, errors, onToggle, onChange, onMove, onRemove }: PrincipleRowProps) {
  const name = row.key || `principle ${index + 1}`;
  const wrong = Object.keys(errors).length;

  function move(event: KeyboardEvent) {
    const by = event.key === "ArrowUp" ? -1 : event.key === "ArrowDown" ? 1 : 0;
    if (!event.altKey || by === 0) return;
    event.preventDefault();
    onMove(by);
  }

  return (
    <li className="con-row" onKeyDown={move}>
      <div className="con-row-head">
        <button type="button" className="con-toggle" aria-expanded={isOpen} onClick={onToggle}>
          <Icon of={ChevronRight} className={isOpen ? "rotate-90" : undefined} />
          <span className="con-place">{index + 1}</span>
          <code>{row.key || "new"}</code>
          <span className="con-line">{row.preferenceText}</span>
          {wrong > 0 ? (
            <span className="field-error">{wrong === 1 ? "one field to mend" : `${wrong} fields to mend`}</span>
          ) : null}
        </button>
        <span className="con-moves">
          <Button size="sm" variant="ghost" aria-label={`Move ${name} up`} disabled={index === 0} onClick={() => onMove(-1)}>
            <Icon of={ArrowUp} />
          </Button>
          <Button
            size="sm"
            variant="ghost"
            aria-label={`Move ${name} down`}
            disabled={index === count - 1}
            onClick={() => onMove(1)}
          >
            <Icon of={ArrowDown} />
          </Button>
          <Button size="sm" variant="ghost" aria-label={`Take out ${name}`} disabled={count === 1} onClick={onRemove}>
            <Icon of={Trash2} />
          </Button>
        </span>
      </div>
      {isOpen ? <PrincipleFields row={row} errors={errors} onChange={onChange} /> : null}
    </li>
  );
}

function PrincipleFields({ row, errors, onChange }: Pick<PrincipleRowProps, "row" | "errors" | "onChange">) {
  const texts = [
    { name: "preferenceText", label: "Preference", help: "What a judge is asked. It names the better response." },
    { name: "critiqueRequest", label: "Critique request", help: null },
    { name: "revisionRequest", label: "Revision request", help: null },
  ] as const;
  return (
    <div className="con-fields">
      <div className="flex flex-wrap items-start gap-4">
        <Field label="Key" help="Names it from version to version." error={errors.key}>
          <Input className="w-56 font-mono" value={row.key} onChange={(event) => onChange({ key: event.target.value })} />
        </Field>
        <Field label="Tags" help="With commas between them." error={errors.tags}>
          <Input className="w-56" value={row.tags} onChange={(event) => onChange({ tags: event.target.value })} />
        </Field>
        <Field label="Weight" error={errors.weight}>
          <Input
            className="w-20"
            inputMode="decimal"
            value={row.weight}
            onChange={(event) => onChange({ weight: event.target.value })}
          />
        </Field>
      </div>
      {texts.map(({ name, label, help }) => (
        <Field key={name} label={label} help={help} error={errors[name]}>
          <Textarea
            rows={2}
            className="w-full"
            value={row[name]}
            onChange={(event) => onChange({ [name]: event.target.value })}
          />
        </Field>
      ))}
    </div>
  );
}
