import Link from "next/link";
import { paths } from "@/lib/paths";

export interface CriterionLinksProps {
  project: string;
  criteria: readonly string[];
  current: string;
}

/** The criteria whose costs can be seen, where there are several. */
export function CriterionLinks({ project, criteria, current }: CriterionLinksProps) {
  if (criteria.length < 2) return null;
  return (
    <nav className="segmented mb-4" aria-label="Criterion">
      {criteria.map((key) => (
        <Link key={key} href={paths.costs(project, key)} aria-current={key === current ? "page" : undefined}>
          {key}
        </Link>
      ))}
    </nav>
  );
}
