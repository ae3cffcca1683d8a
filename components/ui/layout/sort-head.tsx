import { ArrowDown, ArrowUp } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { Icon } from "@/components/ui/icon";

export interface SortHeadProps {
  children: ReactNode;
  /** How the table is sorted by this column now. */
  sorted?: "ascending" | "descending" | undefined;
  numeric?: boolean;
  /** Where the sorted table is found, for tables sorted by the server … */
  href?: string;
  /** … or what sorts it here. */
  onSort?: () => void;
}

/** The head of a column by which the table can be sorted. */
export function SortHead({ children, sorted, numeric = false, href, onSort }: SortHeadProps) {
  const arrow = sorted ? <Icon of={sorted === "ascending" ? ArrowUp : ArrowDown} /> : null;
  return (
    <th scope="col" className={numeric ? "num" : undefined} aria-sort={sorted}>
      {href ? (
        <Link prefetch={false} className="sort no-underline" href={href} scroll={false}>
          {children}
          {arrow}
        </Link>
      ) : (
        <button type="button" className="sort" onClick={onSort}>
          {children}
          {arrow}
        </button>
      )}
    </th>
  );
}
