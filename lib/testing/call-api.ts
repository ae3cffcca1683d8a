import path from "node:path";
import { pathToFileURL } from "node:url";
import type { ApiRoute } from "@/lib/api/route";

const ROOT = path.resolve(import.meta.dirname, "../..");

/** What is sent; a text goes as it is, anything else as JSON. */
export interface ApiSend {
  key?: string | undefined;
  params?: Readonly<Record<string, string>>;
  query?: string | undefined;
  body?: unknown;
  headers?: Readonly<Record<string, string>>;
}

/** Calls the handler that answers a route, as the server would, without a server. */
export async function callApi(
  route: Pick<ApiRoute, "method" | "path"> & { body: { type: string } | null },
  send: ApiSend,
): Promise<Response> {
  const params = send.params ?? {};
  const address = route.path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(params[name] ?? ""));
  const handlers: Record<string, unknown> = await import(pathToFileURL(path.join(ROOT, fileOf(route.path))).href);
  const handler = handlers[route.method];
  if (typeof handler !== "function") throw new Error(`no handler of ${route.method} ${route.path}`);
  const body = send.body === undefined ? null : typeof send.body === "string" ? send.body : JSON.stringify(send.body);
  const request = new Request(`http://localhost:3000/api/v1${address}${send.query ? `?${send.query}` : ""}`, {
    method: route.method,
    headers: {
      host: "localhost:3000",
      ...(send.key ? { authorization: `Bearer ${send.key}` } : {}),
      ...(body === null ? {} : { "content-type": route.body?.type ?? "application/json" }),
      ...send.headers,
    },
    body,
  });
  return handler(request, { params: Promise.resolve(params) });
}

/** Where the handler of an address stands. */
export function fileOf(address: string): string {
  return `app/api/v1${address.replace(/\{(\w+)\}/g, "[$1]")}/route.ts`;
}
