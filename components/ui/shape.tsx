export interface ShapeProps {
  kind: "HUMAN" | "AI" | "BASELINE";
}

/** The mark beside a name: a filled circle, a diamond, or an open circle. */
export function Shape({ kind }: ShapeProps) {
  if (kind === "AI") {
    return (
      <svg className="shape shape-ai" viewBox="0 0 12 12" aria-hidden="true">
        <path d="M6 0 12 6 6 12 0 6z" />
      </svg>
    );
  }
  return (
    <svg className={kind === "HUMAN" ? "shape shape-human" : "shape shape-plain"} viewBox="0 0 12 12" aria-hidden="true">
      <circle cx="6" cy="6" r="5" />
    </svg>
  );
}
