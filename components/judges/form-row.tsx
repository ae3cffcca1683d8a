import type { ReactNode } from "react";

export interface FormRowProps {
  title: string;
  note?: string;
  children: ReactNode;
}

/** A part of a form: what it is about at the left, its fields at the right. */
export function FormRow({ title, note, children }: FormRowProps) {
  return (
    <section className="form-row">
      <h2>
        {title}
        {note ? <small>{note}</small> : null}
      </h2>
      <div className="grid min-w-0 gap-4">{children}</div>
    </section>
  );
}
