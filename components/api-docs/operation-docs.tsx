import type { ReferenceOperation } from "@/lib/api/reference-types";
import { DocumentFields, TypeText } from "./document-fields";
import { Words } from "./words";

const ACCESS = { public: "No key is needed.", read: "Any key.", write: "A key that reads and writes." };

/** One operation: its address, what it takes, what it answers, an example. */
export function OperationDocs({ operation }: { operation: ReferenceOperation }) {
  const { id, method, path, summary, description, access, parameters, body, answers, refusals, example } = operation;
  return (
    <article className="api-operation" aria-labelledby={id}>
      <h3 id={id}>{summary}</h3>
      <p className="api-address">
        <code>
          <b>{method}</b> {path}
        </code>
      </p>
      <p>
        <Words text={description} /> <span className="quiet">{ACCESS[access]}</span>
      </p>
      {parameters.length > 0 ? <DocumentFields caption={`Parameters of ${id}`} fields={parameters} /> : null}
      <dl className="api-facts">
        {body.map(({ type, document }) => (
          <div key={type}>
            <dt>Body</dt>
            <dd>
              <code>{type}</code> <TypeText type={document} />
            </dd>
          </div>
        ))}
        {answers.map(({ status, type, document }) => (
          <div key={type}>
            <dt>Answer {status}</dt>
            <dd>
              <code>{type}</code> <TypeText type={document} />
            </dd>
          </div>
        ))}
        <div>
          <dt>Refusals</dt>
          <dd>
            {refusals.map(({ status, about }, place) => (
              <span key={status} title={about}>
                {place > 0 ? ", " : ""}
                {status}
              </span>
            ))}
          </dd>
        </div>
      </dl>
      <pre className="api-example">{example}</pre>
    </article>
  );
}
