/** The type of a field in words, with the described documents that it names. */
export interface ReferenceType {
  text: string;
  /** Names of documents that stand in the text. */
  documents: readonly string[];
}

/** A parameter or a field. */
export interface ReferenceField {
  name: string;
  type: ReferenceType;
  isRequired: boolean;
  /** What is taken when it is left out, as JSON. */
  standing: string | null;
  about: string;
}

/** One operation as the page shows it. */
export interface ReferenceOperation {
  id: string;
  method: string;
  path: string;
  summary: string;
  description: string;
  access: "public" | "read" | "write";
  parameters: readonly (ReferenceField & { place: "path" | "query" })[];
  body: readonly { type: string; document: ReferenceType }[];
  answers: readonly { status: string; type: string; document: ReferenceType }[];
  refusals: readonly { status: string; about: string }[];
  example: string;
}

/** A document that operations take or answer. */
export interface ReferenceDocument {
  name: string;
  about: string;
  fields: readonly ReferenceField[];
}

/** Everything that the page of the API shows. */
export interface Reference {
  groups: readonly { name: string; operations: readonly ReferenceOperation[] }[];
  documents: readonly ReferenceDocument[];
}
