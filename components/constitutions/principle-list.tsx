import type { PrincipleEntry } from "@/lib/constitutions/types";
import { formatNumber } from "@/lib/format";

export interface PrincipleListProps {
  principles: readonly PrincipleEntry[];
}

/** The principles of a version in their order, each with what it asks for. */
export function PrincipleList({ principles }: PrincipleListProps) {
  return (
    <ol className="con-list">
      {principles.map((principle) => (
        <li key={principle.id} id={principle.key}>
          <p className="con-key">
            <code>{principle.key}</code>
            {principle.tags.map((tag) => (
              <span className="tag" key={tag}>
                {tag}
              </span>
            ))}
            {principle.weight === 1 ? null : <span className="tag">weight {toWeight(principle.weight)}</span>}
          </p>
          <p className="con-text">{principle.preferenceText}</p>
          <dl className="con-requests">
            <dt>Critique</dt>
            <dd>{principle.critiqueRequest}</dd>
            <dt>Revision</dt>
            <dd>{principle.revisionRequest}</dd>
          </dl>
        </li>
      ))}
    </ol>
  );
}

function toWeight(weight: number): string {
  return Number.isInteger(weight) ? formatNumber(weight, 0) : formatNumber(weight, 2);
}
