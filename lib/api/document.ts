import "server-only";
import {
  createDocument,
  type ZodOpenApiOperationObject,
  type ZodOpenApiPathsObject,
  type ZodOpenApiResponsesObject,
} from "zod-openapi";
import { softwareVersion } from "@/lib/instance/software-version";
import { API_ROUTES } from "./all-routes";
import { Problem } from "./parts";
import type { ApiRoute } from "./route";

const REFUSALS: Readonly<Record<number, string>> = {
  400: "The address cannot be read.",
  401: "There is no key, or it is unknown, revoked or expired.",
  402: "A limit on spending is reached.",
  403: "The key may not do this.",
  404: "It is not there, or the key may not see it.",
  409: "It stands against what is there: the id was used with another body, or the state does not allow it.",
  412: "It was changed since it was read.",
  413: "The body is too large.",
  422: "The input is not as described; `errors` says where.",
  429: "Too many requests; `Retry-After` says how many seconds to wait.",
  503: "Not now: the database or a file cannot be reached.",
};

let made: ReturnType<typeof createDocument> | null = null;

/** The API as an OpenAPI 3.1 document, made of the schemas that the handlers parse by. */
export function apiDocument(): ReturnType<typeof createDocument> {
  made ??= createDocument(
    {
      openapi: "3.1.1",
      info: {
        title: "Concord",
        version: softwareVersion(),
        description:
          "Comparisons, labels, judges, agreement and exports of a Concord instance. Every number is the one that the page shows and the command prints.",
      },
      servers: [{ url: "/api/v1" }],
      security: [{ key: [] }],
      paths: toPaths(),
      components: {
        securitySchemes: {
          key: { type: "http", scheme: "bearer", description: "An API key, made on the account page." },
        },
      },
    },
    {
      // What is written as an open object stays open in answers.
      override: ({ jsonSchema, zodSchema }) => {
        const { def } = zodSchema._zod;
        if (def.type === "object" && "catchall" in def === false) delete jsonSchema.additionalProperties;
      },
    },
  );
  return made;
}

function toPaths(): ZodOpenApiPathsObject {
  const paths: ZodOpenApiPathsObject = {};
  for (const route of API_ROUTES) {
    const method = route.method === "GET" ? "get" : route.method === "POST" ? "post" : "patch";
    paths[route.path] = { ...paths[route.path], [method]: toOperation(route) };
  }
  return paths;
}

function toOperation(route: ApiRoute): ZodOpenApiOperationObject {
  return {
    operationId: route.id,
    tags: [route.group],
    summary: route.summary,
    description: route.description,
    ...(route.access === "public" ? { security: [] } : {}),
    requestParams: {
      // Parameters are always objects; the table holds them by their common type.
      path: route.params as NonNullable<NonNullable<ZodOpenApiOperationObject["requestParams"]>["path"]>,
      query: route.query as NonNullable<NonNullable<ZodOpenApiOperationObject["requestParams"]>["query"]>,
    },
    ...(route.body ? { requestBody: { required: true, content: toBody(route.body) } } : {}),
    responses: toResponses(route),
  };
}

function toBody({ type, schema, line }: NonNullable<ApiRoute["body"]>) {
  return { [type]: { schema }, ...(line ? { "application/x-ndjson": { schema: line } } : {}) };
}

function toResponses({ answer, access, refusals, body, path }: ApiRoute): ZodOpenApiResponsesObject {
  const statuses = new Set([
    ...(access === "public" ? [503] : [401, 403, 422, 429, 503]),
    ...(path.includes("{") ? [400, 404] : []),
    ...(body ? [413] : []),
    ...refusals,
  ]);
  const content = answer.file
    ? { [answer.file]: {} }
    : {
        "application/json": { schema: answer.schema },
        ...(answer.line ? { "application/x-ndjson": { schema: answer.line } } : {}),
      };
  const responses: ZodOpenApiResponsesObject = { [`${answer.status}`]: { description: "Done.", content } };
  if (answer.versionOf) responses["304"] = { description: "It is what `If-None-Match` names." };
  for (const status of [...statuses].sort((a, b) => a - b)) {
    responses[`${status}` as "400"] = {
      description: REFUSALS[status] ?? "Refused.",
      content: { "application/problem+json": { schema: Problem } },
    };
  }
  return responses;
}
