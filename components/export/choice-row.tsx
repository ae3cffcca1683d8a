import type { ReactNode } from "react";

export interface ChoiceRowProps {
  title: string;
  note?: string;
  children: ReactNode;
}

/** One choice of the export: what it is at the left, its controls at the right. */
export function ChoiceRow({ title, note, children }: ChoiceRowProps) {
  return (
    <div className="choice-row">
      <div>
        <h2>{title}</h2>
        {note ? <p>{note}</p> : null}
      </div>
      <div>{children}</div>
    </div>
  );
}
