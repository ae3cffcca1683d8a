import { Fragment, type ReactNode } from "react";
import { cn } from "@/lib/cn";

export interface DataListProps {
  items: readonly { term: ReactNode; value: ReactNode }[];
  /** Figures at the right edge, as in the facts under a figure. */
  figures?: boolean;
  className?: string;
}

/** Names at the left, what they are at the right. */
export function DataList({ items, figures = false, className }: DataListProps) {
  return (
    <dl className={cn("dl", figures && "facts", className)}>
      {items.map((item, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: terms are nodes; the list is written as a whole
        <Fragment key={index}>
          <dt>{item.term}</dt>
          <dd>{item.value}</dd>
        </Fragment>
      ))}
    </dl>
  );
}
