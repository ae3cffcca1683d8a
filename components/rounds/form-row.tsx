import type { ReactNode } from "react";

export interface RowProps {
  title: string;
  note: string;
  error?: string | undefined;
  children: ReactNode;
}

/** A question of the form: its name at the left, its answer at the right. */
export function Row({ title, note, error, children }: RowProps) {
  return (
    <div className="form-row">
      <h2>
        {title}
        <small>{note}</small>
      </h2>
      <div>
        {children}
        {error ? <p className="field-error mt-1">{error}</p> : null}
      </div>
    </div>
  );
}

export interface WholeNumberProps {
  id: string;
  name: string;
  value: number;
  onChange: (value: number) => void;
}

/** A whole number in a line of the form. */
export function WholeNumber({ id, name, value, onChange }: WholeNumberProps) {
  return (
    <input
      className="input"
      id={id}
      name={name}
      type="number"
      min={0}
      step={1}
      value={Number.isNaN(value) ? "" : value}
      onChange={(event) => onChange(event.target.valueAsNumber)}
    />
  );
}
