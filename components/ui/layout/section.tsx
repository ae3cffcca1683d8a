import { type ReactNode, useId } from "react";

export interface SectionProps {
  title: ReactNode;
  /** A line under the title. */
  note?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
}

/** A part of a page, with a hairline above and its own heading. */
export function Section({ title, note, actions, children }: SectionProps) {
  const id = useId();
  return (
    <section className="section" aria-labelledby={id}>
      <div className="section-head">
        <div>
          <h2 id={id}>{title}</h2>
          {note ? <p>{note}</p> : null}
        </div>
        {actions}
      </div>
      {children}
    </section>
  );
}
