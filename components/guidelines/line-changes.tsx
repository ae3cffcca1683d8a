import type { LineChange } from "@/lib/guidelines/types";

export interface LineChangesProps {
  changes: readonly LineChange[];
}

/** What changed from one version to the next, line by line: marked lines are new, struck ones are gone. */
export function LineChanges({ changes }: LineChangesProps) {
  return (
    <pre className="overflow-x-auto whitespace-pre-wrap font-mono text-sm">
      {changes.map((change, index) => (
        <Line
          // biome-ignore lint/suspicious/noArrayIndexKey: the list is written as a whole and never reordered
          key={index}
          change={change}
        />
      ))}
    </pre>
  );
}

function Line({ change: { kind, text } }: { change: LineChange }) {
  const shown = `${text}\n`;
  if (kind === "same") return shown;
  return kind === "added" ? <ins className="bg-mark no-underline">{shown}</ins> : <del className="text-ink-3">{shown}</del>;
}
