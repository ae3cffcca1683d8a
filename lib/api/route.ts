import * as z from "zod";

/** Headings of the documents, in their order. */
export type ApiGroup = "Instance" | "Projects" | "Comparisons" | "Labels" | "Judges" | "Reports" | "Exports";

type Fields = Record<string, z.ZodType>;

/** What a route answers when all is well. */
export interface ApiAnswer<A extends z.ZodType> {
  status: 200 | 201 | 202;
  /** The JSON document. A file has none. */
  schema: A;
  /** One line of the NDJSON that `Accept: application/x-ndjson` brings in its place. */
  line?: z.ZodType;
  /** It comes as a file of that media type, byte for byte. */
  file?: string;
  /**
   * What its ETag is made of: the first part of what can be changed, the second of the rest. Left out: no ETag.
   */
  versionOf?: (document: z.output<A>) => readonly [changeable: unknown, rest: unknown];
}

/** The body that a route takes. */
export interface ApiBody<B extends z.ZodType> {
  /** NDJSON is handed on as a stream, and `schema` is one line of it. */
  type: "application/json" | "application/x-ndjson";
  schema: B;
  /** One line of the NDJSON that may come in its place. */
  line?: z.ZodType;
  /** In bytes, of JSON. */
  most?: number;
}

/** One operation of the API as data: the handler parses by it, the OpenAPI document is written from it, the fuzz test reads that. */
export interface ApiRoute<
  P extends z.ZodType = z.ZodType,
  Q extends z.ZodType = z.ZodType,
  B extends z.ZodType = z.ZodType,
  A extends z.ZodType = z.ZodType,
> {
  /** Its name in clients. */
  id: string;
  method: "GET" | "POST" | "PATCH";
  /** Behind /api/v1, with its parameters in braces. */
  path: string;
  group: ApiGroup;
  summary: string;
  description: string;
  /** Public needs no key; write needs a key with that scope. */
  access: "public" | "read" | "write";
  params: P;
  query: Q;
  body: ApiBody<B> | null;
  answer: ApiAnswer<A>;
  /** Statuses of refusals beside those of every route. */
  refusals: readonly number[];
  /** What stands behind `curl -H "Authorization: …"`, with the address as $CONCORD_URL and ids as they are written in the documents. */
  example: string;
}

const NONE = z.strictObject({});

/** Makes a route of its description. Parameters are strict: what is not named is refused. */
export function defineRoute<
  PF extends Fields = Record<never, never>,
  Q extends z.ZodType = typeof NONE,
  B extends z.ZodType = z.ZodNever,
  A extends z.ZodType = z.ZodUnknown,
>(route: {
  id: string;
  method: ApiRoute["method"];
  path: string;
  group: ApiGroup;
  summary: string;
  description: string;
  access: ApiRoute["access"];
  params?: PF;
  query?: Q;
  body?: ApiBody<B>;
  answer: ApiAnswer<A>;
  refusals?: readonly number[];
  example: string;
}): ApiRoute<z.ZodObject<PF, z.core.$strict>, Q, B, A> {
  const { params, query, body, refusals, ...rest } = route;
  return {
    ...rest,
    // What is left out has the type that its default says.
    params: z.strictObject(params ?? ({} as PF)),
    query: query ?? (NONE as unknown as Q),
    body: body ?? null,
    refusals: refusals ?? [],
  };
}
