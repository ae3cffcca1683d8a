import type { ReactNode } from "react";

export interface EmptyStateProps {
  title: string;
  children?: ReactNode;
  /** What to do next, in one click. */
  actions?: ReactNode;
}

/** What stands where nothing is yet: one sentence and one way on. */
export function EmptyState({ title, children, actions }: EmptyStateProps) {
  return (
    <section className="drop e-drop">
      <h2>{title}</h2>
      {children ? <div className="note">{children}</div> : null}
      {actions ? <div className="actions">{actions}</div> : null}
    </section>
  );
}
