import type { ConstitutionDocument } from "@/lib/constitutions/schema";

/** A principle while it is written: every field a text. */
export interface EditorRow {
  /** Stays with the row wherever it goes. */
  id: string;
  key: string;
  preferenceText: string;
  critiqueRequest: string;
  revisionRequest: string;
  /** With commas between them. */
  tags: string;
  weight: string;
}

/** The rows of a document. */
export function toRows({ principles }: Pick<ConstitutionDocument, "principles">): EditorRow[] {
  return principles.map(({ tags, weight, ...texts }, index) => ({
    id: `p${index}`,
    ...texts,
    tags: tags.join(", "),
    weight: String(weight),
  }));
}

/** A row with nothing in it. */
export function emptyRow(id: string): EditorRow {
  return { id, key: "", preferenceText: "", critiqueRequest: "", revisionRequest: "", tags: "", weight: "1" };
}

/** The document that the rows stand for, as JSON. What is no number stays a text, for the server to say so. */
export function toDocumentText(name: string, rows: readonly EditorRow[]): string {
  const principles = rows.map(({ id: _, tags, weight, ...texts }) => ({
    ...texts,
    tags: tags
      .split(",")
      .map((tag) => tag.trim())
      .filter(Boolean),
    weight: weight.trim() !== "" && Number.isFinite(Number(weight)) ? Number(weight) : weight,
  }));
  return JSON.stringify({ name, principles });
}

/** The list with the row at `from` put `by` places further; the same list where there is no such place. */
export function moveRow(rows: readonly EditorRow[], from: number, by: -1 | 1): readonly EditorRow[] {
  const to = from + by;
  const [taken, other] = [rows[from], rows[to]];
  if (!taken || !other) return rows;
  return rows.map((row, index) => (index === from ? other : index === to ? taken : row));
}
