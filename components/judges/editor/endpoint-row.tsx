"use client";

import { useState } from "react";
import { FormInput, FormSelect, type FormTexts, textOf } from "@/components/judges/form-input";
import { FormRow } from "@/components/judges/form-row";
import { ProviderOptions } from "@/components/judges/provider-options";
import { NEW_ENDPOINT } from "@/lib/judges/form-schema";
import type { EndpointEntry } from "@/lib/judges/types";

export interface EndpointRowProps {
  form: FormTexts;
  endpoints: readonly EndpointEntry[];
}

/** Where the model answers: a known endpoint, or a new one with its address and key. */
export function EndpointRow({ form, endpoints }: EndpointRowProps) {
  const [endpoint, setEndpoint] = useState(textOf(form, "endpoint"));
  return (
    <FormRow title="Model" note="A provider, a gateway, or a server of your own.">
      <FormSelect
        form={form}
        name="endpoint"
        label="Endpoint"
        value={endpoint}
        defaultValue={undefined}
        onChange={(event) => setEndpoint(event.target.value)}
      >
        {endpoints.map(({ id, name, baseUrl }) => (
          <option key={id} value={name}>
            {name} ({baseUrl})
          </option>
        ))}
        <option value={NEW_ENDPOINT}>A new endpoint …</option>
      </FormSelect>
      {endpoint === NEW_ENDPOINT ? (
        <div className="grid items-start gap-4 md:grid-cols-2">
          <FormInput
            form={form}
            name="endpoint.name"
            label="Name of the endpoint"
            className="w-full"
            placeholder="llama server"
            maxLength={80}
          />
          <FormSelect
            form={form}
            name="endpoint.provider"
            label="Protocol"
            help="Completions suit base models: the answer's probability is read behind the prompt. Anthropic's messages give no log-probabilities."
          >
            <ProviderOptions />
          </FormSelect>
          <FormInput
            form={form}
            name="endpoint.baseUrl"
            label="Address"
            className="w-full"
            placeholder="https://api.example.com/v1"
            inputMode="url"
            spellCheck={false}
            help="Up to where the API begins; Azure: with ?api-version=… behind it. A private address needs the operator's word (JUDGE_ALLOWED_HOSTS)."
          />
          <FormInput
            form={form}
            name="apiKey"
            label="Key"
            type="password"
            className="w-full"
            defaultValue=""
            autoComplete="off"
            spellCheck={false}
            help="Stored encrypted, sent to this address alone, never shown again. Empty: none."
          />
        </div>
      ) : null}
      <FormInput
        form={form}
        name="model"
        label="Model"
        className="w-full max-w-md"
        placeholder="llama-3.1-70b-instruct"
        spellCheck={false}
        maxLength={200}
      />
    </FormRow>
  );
}
