import type { ReactNode } from "react";
import { cn } from "@/lib/cn";

export interface TableProps {
  /** Says what the rows are; read out with the table, and seen where `captionShown`. */
  caption: ReactNode;
  captionShown?: boolean;
  id?: string;
  className?: string;
  /** `thead` and `tbody`. */
  children: ReactNode;
}

/** A table of hairlines. On a narrow screen it scrolls inside itself. */
export function Table({ caption, captionShown = false, id, className, children }: TableProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <div className="table-wrap" tabIndex={0}>
      <table className={cn("table", className)} id={id}>
        <caption className={captionShown ? undefined : "sr-only"}>{caption}</caption>
        {children}
      </table>
    </div>
  );
}
