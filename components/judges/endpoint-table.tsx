"use client";

import { useActionState } from "react";
import { Checkbox } from "@/components/ui/form/choice";
import { Field } from "@/components/ui/form/field";
import { FormMessage } from "@/components/ui/form/form-message";
import { Input } from "@/components/ui/form/input";
import { SubmitButton } from "@/components/ui/form/submit-button";
import { Table } from "@/components/ui/layout/table";
import { formatCount } from "@/lib/format";
import { type FormAction, UNSENT } from "@/lib/http/types";
import type { EndpointEntry } from "@/lib/judges/types";

export interface EndpointTableProps {
  project: string;
  endpoints: readonly EndpointEntry[];
  /** Absent for those who only read. */
  action?: FormAction | undefined;
}

/** Where models answer. Keys are written only: their last four characters are all that is ever shown. */
export function EndpointTable({ project, endpoints, action }: EndpointTableProps) {
  return (
    <Table caption="Endpoints">
      <thead>
        <tr>
          <th scope="col">Endpoint</th>
          <th scope="col">Address</th>
          <th scope="col">Key</th>
          <th scope="col" className="num">
            Judge versions
          </th>
          <th scope="col">
            <span className="sr-only">Change it</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {endpoints.map((endpoint) => (
          <tr key={endpoint.id}>
            <th scope="row">{endpoint.name}</th>
            <td>
              <code className="font-mono text-xs">{endpoint.baseUrl}</code>
            </td>
            <td>{keyWords(endpoint)}</td>
            <td className="num">{formatCount(endpoint.versions)}</td>
            <td className="w-96">
              {action ? (
                <details className="fold">
                  <summary>Change</summary>
                  <EndpointForm project={project} endpoint={endpoint} action={action} />
                </details>
              ) : null}
            </td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

function EndpointForm({ project, endpoint, action }: { project: string; endpoint: EndpointEntry; action: FormAction }) {
  const [state, submit] = useActionState(action, UNSENT);
  return (
    <form action={submit} className="grid justify-items-start gap-3 py-2">
      <input type="hidden" name="project" value={project} />
      <input type="hidden" name="id" value={endpoint.id} />
      <Field label="Address" error={state.fields.baseUrl} className="w-full">
        <Input
          name="baseUrl"
          defaultValue={state.values.baseUrl ?? endpoint.baseUrl}
          inputMode="url"
          spellCheck={false}
          className="w-full"
        />
      </Field>
      <Field
        label="Key"
        error={state.fields.apiKey}
        className="w-full"
        help={endpoint.hasKey ? "Empty: the stored key stays. Another host or port needs it again." : "Empty: none."}
      >
        <Input name="apiKey" type="password" autoComplete="off" spellCheck={false} className="w-full" />
      </Field>
      {endpoint.hasKey ? <Checkbox label="This endpoint needs no key any more" name="withoutKey" /> : null}
      <FormMessage state={state} />
      <SubmitButton busy="Saving …" size="sm" variant="default">
        Save
      </SubmitButton>
    </form>
  );
}

function keyWords({ hasKey, keyLast4 }: EndpointEntry): string {
  if (!hasKey) return "none";
  return keyLast4 === null ? "stored" : `… ${keyLast4}`;
}
