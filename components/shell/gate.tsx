import type { ReactNode } from "react";
import { Sign } from "./brand";

export interface GateProps {
  title: string;
  /** Under the form, behind a hairline. */
  foot?: ReactNode;
  /** The host's name, at the bottom of the page. */
  host?: string;
  children: ReactNode;
}

/** A page outside the workspace: the sign, a title, one narrow column. */
export function Gate({ title, foot, host, children }: GateProps) {
  return (
    <main className="gate">
      <div className="gate-in">
        <p className="brand gate-brand">
          <Sign />
          Concord
        </p>
        <h1>{title}</h1>
        {children}
        {foot ? <div className="gate-foot">{foot}</div> : null}
      </div>
      {host ? <p className="gate-host">Concord on {host}</p> : null}
    </main>
  );
}
