import type { ReactNode } from "react";

export interface PageHeadProps {
  title: ReactNode;
  /** Where one comes from: a link above the title. */
  crumb?: ReactNode;
  /** One line under the title: what is here, in numbers. */
  children?: ReactNode;
  actions?: ReactNode;
}

/** The head of a page: its one h1, a line about it, what can be done here. */
export function PageHead({ title, crumb, children, actions }: PageHeadProps) {
  return (
    <header className="page-head">
      <div className="min-w-0">
        {crumb ? <p className="crumb">{crumb}</p> : null}
        <h1>{title}</h1>
        {children ? <p>{children}</p> : null}
      </div>
      {actions ? <div className="actions">{actions}</div> : null}
    </header>
  );
}
