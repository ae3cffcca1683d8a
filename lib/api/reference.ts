import "server-only";
import { API_ROUTES } from "./all-routes";
import { apiDocument } from "./document";
import type { Reference, ReferenceDocument, ReferenceField, ReferenceOperation, ReferenceType } from "./reference-types";
import type { ApiRoute } from "./route";

/** The part of JSON Schema that our documents use. */
interface Schema {
  $ref?: string;
  type?: string | string[];
  format?: string;
  enum?: unknown[];
  const?: unknown;
  items?: Schema;
  anyOf?: Schema[];
  oneOf?: Schema[];
  properties?: Record<string, Schema>;
  required?: string[];
  minimum?: number;
  maximum?: number;
  description?: string;
  default?: unknown;
}

interface Parameter {
  name: string;
  in: string;
  required?: boolean;
  description?: string;
  schema?: Schema;
}

type Content = Record<string, { schema?: Schema }>;

interface Operation {
  parameters?: Parameter[];
  requestBody?: { content: Content };
  responses: Record<string, { description: string; content?: Content }>;
}

interface Described {
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, Schema> };
}

let made: Reference | null = null;

/** The API as its page shows it, read from the OpenAPI document. */
export function apiReference(): Reference {
  made ??= toReference(JSON.parse(JSON.stringify(apiDocument())));
  return made;
}

function toReference({ paths, components }: Described): Reference {
  const groups = new Map<string, ReferenceOperation[]>();
  for (const route of API_ROUTES) {
    const operation = paths[route.path]?.[route.method.toLowerCase()];
    if (!operation) continue;
    groups.set(route.group, [...(groups.get(route.group) ?? []), toOperation(route, operation)]);
  }
  return {
    groups: [...groups].map(([name, operations]) => ({ name, operations })),
    documents: Object.entries(components.schemas)
      .map(([name, schema]): ReferenceDocument => ({ name, about: schema.description ?? "", fields: toFields(schema) }))
      .sort((a, b) => a.name.localeCompare(b.name)),
  };
}

function toOperation(route: ApiRoute, { parameters, requestBody, responses }: Operation): ReferenceOperation {
  const { id, method, path, summary, description, access, example } = route;
  const key = access === "public" ? "" : '-H "Authorization: Bearer $CONCORD_KEY" ';
  return {
    id,
    method,
    path: `/api/v1${path}`,
    summary,
    description,
    access,
    parameters: (parameters ?? []).map(({ name, in: place, required, description: about, schema }) => ({
      ...toField(name, schema ?? {}, required === true),
      ...(about ? { about } : {}),
      place: place === "path" ? "path" : "query",
    })),
    body: Object.entries(requestBody?.content ?? {}).map(([type, { schema }]) => ({ type, document: toType(schema ?? {}) })),
    answers: Object.entries(responses)
      .filter(([status]) => Number(status) < 300)
      .flatMap(([status, { content }]) =>
        Object.entries(content ?? {}).map(([type, { schema }]) => ({ status, type, document: toType(schema ?? {}) })),
      ),
    refusals: Object.entries(responses)
      .filter(([status]) => Number(status) >= 400)
      .map(([status, { description: about }]) => ({ status, about })),
    example: `curl ${key}${example}`,
  };
}

function toFields({ properties = {}, required = [] }: Schema): ReferenceField[] {
  return Object.entries(properties).map(([name, schema]) => toField(name, schema, required.includes(name)));
}

function toField(name: string, schema: Schema, isRequired: boolean): ReferenceField {
  return {
    name,
    type: toType(schema),
    isRequired,
    standing: schema.default === undefined ? null : JSON.stringify(schema.default),
    about: schema.description ?? "",
  };
}

function toType(schema: Schema): ReferenceType {
  const documents = new Set<string>();
  return { text: wordsOf(schema, documents), documents: [...documents] };
}

function wordsOf(schema: Schema, documents: Set<string>): string {
  if (schema.$ref) {
    const name = schema.$ref.split("/").at(-1) ?? "";
    documents.add(name);
    return name;
  }
  const some = schema.anyOf ?? schema.oneOf;
  if (some) return [...new Set(some.map((each) => wordsOf(each, documents)))].join(" or ");
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(", ");
  if (schema.items) return `list of ${wordsOf(schema.items, documents)}`;
  const type = Array.isArray(schema.type) ? schema.type.join(" or ") : (schema.type ?? "anything");
  if (type === "object" && schema.properties) {
    const inner = Object.entries(schema.properties).map(([name, each]) => `${name}: ${wordsOf(each, documents)}`);
    return `{ ${inner.join("; ")} }`;
  }
  if (type === "integer" || type === "number") return `${type}${rangeOf(schema)}`;
  return schema.format ? `${type} (${schema.format})` : type;
}

function rangeOf({ minimum, maximum }: Schema): string {
  const isBounded = (value: number | undefined): value is number =>
    value !== undefined && Math.abs(value) < Number.MAX_SAFE_INTEGER;
  if (isBounded(minimum) && isBounded(maximum)) return ` ${minimum} to ${maximum}`;
  if (isBounded(minimum)) return minimum === 0 ? "" : `, at least ${minimum}`;
  return isBounded(maximum) ? `, at most ${maximum}` : "";
}
