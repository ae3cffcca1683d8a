import type { PreviewComparison } from "@/lib/datasets/schema";

/** The first comparisons of a file, as plain text: nothing of a file is rendered before somebody has taken it in. */
export function PreviewRows({ comparisons }: { comparisons: readonly PreviewComparison[] }) {
  if (comparisons.length === 0)
    return (
      <p className="note">
        No comparison among these rows: they hold labels of comparisons that are here already, or were refused.
      </p>
    );
  return comparisons.map(({ row, prompt, responseA, responseB, flags, labels }) => (
    <article className="i-row" key={row} aria-label={`Row ${row}`}>
      <p className="i-prompt">
        <span className="quiet">{row}</span>
        <span className="i-turns">
          {prompt.map(({ role, content }, index) => (
            <span
              // biome-ignore lint/suspicious/noArrayIndexKey: turns have no other name and never move
              key={index}
              className={index === prompt.length - 1 ? "material material-sm i-text" : "material material-sm i-text i-earlier"}
            >
              {prompt.length > 1 ? <span className="quiet">{role} </span> : null}
              {content}
            </span>
          ))}
        </span>
      </p>
      <div>
        <Response name="A" text={responseA} />
        <Response name="B" text={responseB} />
      </div>
      {labels.length > 0 ? <p className="note">{labels.join(" · ")}</p> : null}
      {flags.length > 0 ? <p className="note">Flagged: {flags.join(", ")}</p> : null}
    </article>
  ));
}

function Response({ name, text }: { name: string; text: string }) {
  return (
    <div>
      <h3>{name}</h3>
      <p className="material material-sm i-text">{text === "" ? <em>empty</em> : text}</p>
    </div>
  );
}
