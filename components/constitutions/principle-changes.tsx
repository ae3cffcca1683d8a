import type { FieldChange, PrincipleChange } from "@/lib/constitutions/types";

export interface PrincipleChangesProps {
  changes: readonly PrincipleChange[];
}

const FIELDS: Readonly<Record<FieldChange["field"], string>> = {
  preferenceText: "Preference",
  critiqueRequest: "Critique",
  revisionRequest: "Revision",
  tags: "Tags",
  weight: "Weight",
};

/** What changed from one version to the next, principle by principle: marked words are new, struck ones are gone. */
export function PrincipleChanges({ changes }: PrincipleChangesProps) {
  return (
    <ul className="con-changes">
      {changes.map((change) => (
        <li key={`${change.kind}-${change.key}`}>
          <p className="con-key">
            <code>{change.key}</code> <span className="quiet">{toWords(change)}</span>
          </p>
          <dl className="con-requests">
            {change.fields.map(({ field, words }) => (
              <FieldWords key={field} name={FIELDS[field]} words={words} />
            ))}
          </dl>
        </li>
      ))}
    </ul>
  );
}

function FieldWords({ name, words }: { name: string; words: FieldChange["words"] }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>
        {words.map(({ kind, text }, index) => {
          // biome-ignore lint/suspicious/noArrayIndexKey: the list is written as a whole and never reordered
          if (kind === "same") return <span key={index}>{text}</span>;
          return kind === "added" ? (
            // biome-ignore lint/suspicious/noArrayIndexKey: as above
            <ins key={index} className="bg-mark no-underline">
              {text}
            </ins>
          ) : (
            // biome-ignore lint/suspicious/noArrayIndexKey: as above
            <del key={index} className="text-ink-3">
              {text}
            </del>
          );
        })}
      </dd>
    </>
  );
}

function toWords({ kind, before, after, isMoved, fields }: PrincipleChange): string {
  if (kind === "added") return `new, at place ${after}`;
  if (kind === "gone") return `taken out; it was at place ${before}`;
  const moved = isMoved ? `moved from place ${before} to ${after}` : "";
  return [fields.length > 0 ? "reworded" : "", moved].filter(Boolean).join(", ");
}
