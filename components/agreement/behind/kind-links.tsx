import Link from "next/link";
import { type BehindQuery, DISAGREEMENT_KINDS, type DisagreementKind } from "@/lib/agreement/schema";
import { cn } from "@/lib/cn";
import { formatCount } from "@/lib/format";
import { paths } from "@/lib/paths";
import { BEHIND_VOIDS } from "./filters";
import { toListQuery } from "./hrefs";
import { KIND_WORDS } from "./words";

export interface KindLinksProps {
  project: string;
  query: BehindQuery;
  counts: Readonly<Record<DisagreementKind, number>>;
}

/** Of a judge alone. */
const JUDGE_KINDS: readonly DisagreementKind[] = ["sure-split", "orders"];

/** The kinds of disagreement with how many comparisons show each; one is chosen by its link, and left by the same. */
export function KindLinks({ project, query, counts }: KindLinksProps) {
  const kinds = DISAGREEMENT_KINDS.filter((kind) => {
    if (query.of === "humans") return kind !== "unreadable" && !JUDGE_KINDS.includes(kind);
    return query.of === "judge" || !JUDGE_KINDS.includes(kind);
  });
  return (
    <nav aria-label="Kinds of disagreement" className="mt-2">
      <ul className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <li className="text-ink-2 text-sm">Kinds, a comparison may be of several:</li>
        {kinds.map((kind) => (
          <li key={kind}>
            {counts[kind] === 0 && query.kind !== kind ? (
              <span className="btn btn-sm" aria-disabled="true" title={KIND_WORDS[kind].means}>
                {KIND_WORDS[kind].name} <span className="num">0</span>
              </span>
            ) : (
              <Link
                prefetch={false}
                href={`${paths.disagreements(project)}?${toKindQuery(query, query.kind === kind ? null : kind)}`}
                aria-current={query.kind === kind ? "true" : undefined}
                className={cn("btn btn-sm", query.kind === kind && "!border-accent !bg-accent-soft")}
                title={KIND_WORDS[kind].means}
              >
                {KIND_WORDS[kind].name} <span className="num">{formatCount(counts[kind])}</span>
              </Link>
            )}
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** The list of a kind: what else was asked of a pair of labels goes, filters and search stay. Without a kind, all that prefer differently. */
function toKindQuery(query: BehindQuery, kind: DisagreementKind | null): URLSearchParams {
  const voided = Object.fromEntries(BEHIND_VOIDS.map((name) => [name, undefined]));
  return toListQuery({ ...query, ...voided, outcome: kind ? undefined : "disagree", kind: kind ?? undefined });
}
