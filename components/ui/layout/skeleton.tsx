import { cn } from "@/lib/cn";

export interface SkeletonProps {
  /** Sizes of what will stand here, as classes. */
  className?: string;
}

/** Holds the place of what is on its way; seen only after 300 ms. */
export function Skeleton({ className }: SkeletonProps) {
  return <span className={cn("skeleton block", className)} aria-hidden="true" />;
}

/** Table rows in their real height while the rows are on their way. */
export function SkeletonRows({ rows, columns }: { rows: number; columns: number }) {
  return Array.from({ length: rows }, (_, row) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the rows are all alike and never move
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: a row takes no focus
    <tr key={row} aria-hidden="true">
      <td colSpan={columns}>
        <Skeleton className="h-5 w-full" />
      </td>
    </tr>
  ));
}
