import Link from "next/link";
import { paths } from "@/lib/paths";

export interface ReadyMadeListProps {
  project: string;
  judges: readonly { id: string; name: string; about: string }[];
  /** The one that the form is filled in from; null for none. */
  chosen: string | null;
}

/** The judges that Concord brings, each with a line about it: one fills in the form. */
export function ReadyMadeList({ project, judges, chosen }: ReadyMadeListProps) {
  return (
    <details className="fold mb-6" open={chosen !== null}>
      <summary>Start from one of {judges.length} ready-made judges</summary>
      <ul className="mt-2 grid gap-x-8 gap-y-1 text-sm lg:grid-cols-2">
        {judges.map(({ id, name, about }) => (
          <li key={id}>
            <Link prefetch={false} href={paths.newJudge(project, id)} aria-current={id === chosen ? "true" : undefined}>
              {name}
            </Link>{" "}
            <span className="text-ink-2">{about}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}
