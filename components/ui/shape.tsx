export interface ShapeProps {
  kind: "HUMAN" | "AI" | "BASELINE" | "BOTH";
}

/** The mark beside a name: a filled circle, a diamond, an open circle, or a square for people and judge together. */
export function Shape({ kind }: ShapeProps) {
  if (kind === "AI") {
    return (
      <svg className="shape shape-ai" viewBox="0 0 12 12" aria-hidden="true">
        <path d="M6 0 12 6 6 12 0 6z" />
      </svg>
    );
  }
  if (kind === "BOTH") {
    return (
      <svg className="shape shape-both" viewBox="0 0 12 12" aria-hidden="true">
        <rect x="1.5" y="1.5" width="9" height="9" />
      </svg>
    );
  }
  return (
    <svg className={kind === "HUMAN" ? "shape shape-human" : "shape shape-plain"} viewBox="0 0 12 12" aria-hidden="true">
      <circle cx="6" cy="6" r="5" />
    </svg>
  );
}
