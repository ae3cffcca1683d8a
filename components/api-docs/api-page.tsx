import { Sign } from "@/components/shell/brand";
import { PageHead } from "@/components/ui/layout/page-head";
import type { Reference } from "@/lib/api/reference-types";
import { api } from "@/lib/paths";
import { DocumentFields } from "./document-fields";
import { OperationDocs } from "./operation-docs";

export interface ApiPageProps {
  reference: Reference;
  /** The address of this instance. */
  url: string;
}

/** The API of this instance: every operation with what it takes and answers, and an example that runs. */
export function ApiPage({ reference, url }: ApiPageProps) {
  return (
    <div className="api-docs">
      <nav aria-label="Operations" className="api-nav">
        <p className="brand">
          <Sign />
          Concord
        </p>
        <a href="#use">Use</a>
        {reference.groups.map(({ name, operations }) => (
          <div key={name}>
            <h2>{name}</h2>
            <ul>
              {operations.map(({ id, summary }) => (
                <li key={id}>
                  <a href={`#${id}`}>{summary}</a>
                </li>
              ))}
            </ul>
          </div>
        ))}
        <a href="#documents">Documents</a>
      </nav>
      <main>
        <PageHead title="API" actions={<a href={api.openApi()}>OpenAPI 3.1</a>}>
          What a page shows, the API answers and the command prints are one number.
        </PageHead>
        <section className="section" aria-labelledby="use">
          <h2 id="use">Use</h2>
          <p>
            Make a key on the account page and send it as a bearer token. A key does what you can, in the projects that it names;
            one that reads writes nothing, and what it may not see is not found.
          </p>
          <pre className="api-example">{`export CONCORD_URL=${url} CONCORD_KEY=concord_…\ncurl -H "Authorization: Bearer $CONCORD_KEY" "$CONCORD_URL${api.v1("projects")}"`}</pre>
          <p>
            Lists come in pages: <code>data</code>, and <code>next</code> to be sent as <code>after</code>. Where it says so,{" "}
            <code>Accept: application/x-ndjson</code> brings everything as a stream, one line each. Every write carries a UUIDv7
            of yours: sent again, it is acknowledged and changes nothing, so retry freely; another body under it is refused with
            409. Refusals are <code>application/problem+json</code> and say what is wrong, where, and how to mend it. After a 429,
            wait for the seconds of <code>Retry-After</code>.
          </p>
        </section>
        {reference.groups.map(({ name, operations }) => (
          <section key={name} className="section" aria-label={name}>
            <h2>{name}</h2>
            {operations.map((operation) => (
              <OperationDocs key={operation.id} operation={operation} />
            ))}
          </section>
        ))}
        <section className="section" aria-labelledby="documents">
          <h2 id="documents">Documents</h2>
          {reference.documents.map(({ name, about, fields }) => (
            <article key={name} className="api-operation" aria-labelledby={`document-${name}`}>
              <h3 id={`document-${name}`}>{name}</h3>
              {about ? <p>{about}</p> : null}
              {fields.length > 0 ? <DocumentFields caption={`Fields of ${name}`} fields={fields} /> : null}
            </article>
          ))}
        </section>
      </main>
    </div>
  );
}
