import { Table } from "@/components/ui/layout/table";
import type { ReferenceField, ReferenceType } from "@/lib/api/reference-types";
import { Words } from "./words";

export interface DocumentFieldsProps {
  caption: string;
  fields: readonly ReferenceField[];
}

/** Fields or parameters: their names, types, and what they are. */
export function DocumentFields({ caption, fields }: DocumentFieldsProps) {
  return (
    <Table caption={caption}>
      <thead>
        <tr>
          <th scope="col">Name</th>
          <th scope="col">Type</th>
          <th scope="col">About</th>
        </tr>
      </thead>
      <tbody>
        {fields.map(({ name, type, isRequired, standing, about }) => (
          <tr key={name}>
            <th scope="row">
              <code>{name}</code>
            </th>
            <td>
              <TypeText type={type} />
              {isRequired ? null : <span className="quiet"> {standing === null ? "optional" : `= ${standing}`}</span>}
            </td>
            <td>
              <Words text={about} />
            </td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

/** A type in words; the documents in it are links to their fields. */
export function TypeText({ type: { text, documents } }: { type: ReferenceType }) {
  if (documents.length === 0) return <code className="api-type">{text}</code>;
  const names = new Set(documents);
  return (
    <code className="api-type">
      {text.split(/\b/).map((word, place) =>
        names.has(word) ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: the words of one text never move
          <a key={place} href={`#document-${word}`}>
            {word}
          </a>
        ) : (
          word
        ),
      )}
    </code>
  );
}
