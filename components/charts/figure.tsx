import { type ReactNode, useId } from "react";
import { cn } from "@/lib/cn";

export interface FigureProps {
  title: ReactNode;
  /** What the axes or cells are, in one line under the title. */
  sub?: ReactNode;
  /** The address of the table with the same numbers, where it stands elsewhere on the page … */
  tableHref?: string;
  /** … or the table itself, which opens under the figure. */
  table?: ReactNode;
  /** Tie rule, n, interval method: what a number needs to be quoted. */
  foot?: ReactNode;
  className?: string;
  children: ReactNode;
}

/** A chart or a matrix with its title, its table and its footnote. */
export function Figure({ title, sub, tableHref, table, foot, className, children }: FigureProps) {
  const id = useId();
  return (
    <figure className={cn("figure", className)} aria-labelledby={id}>
      <figcaption>
        <h3 id={id}>
          {title} {sub ? <span className="sub">{sub}</span> : null}
        </h3>
        {tableHref ? (
          <a className="data-link" href={tableHref}>
            Table
          </a>
        ) : null}
      </figcaption>
      {children}
      {foot ? <div className="figure-foot">{foot}</div> : null}
      {table ? (
        <details className="figure-table">
          <summary>Table</summary>
          {table}
        </details>
      ) : null}
    </figure>
  );
}
