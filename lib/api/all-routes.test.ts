import fs from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { fileOf } from "@/lib/testing/call-api";
import { API_ROUTES } from "./all-routes";
import { apiDocument } from "./document";

const ROOT = path.resolve(import.meta.dirname, "../..");

test("every handler of /api/v1 stands in the table of routes, and nothing else does", () => {
  const built = fs
    .readdirSync(path.join(ROOT, "app/api/v1"), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith("route.ts"))
    .flatMap((file) => {
      const text = fs.readFileSync(path.join(ROOT, "app/api/v1", file), "utf8");
      return [...text.matchAll(/^export (?:const|async function) (GET|POST|PATCH|PUT|DELETE)\b/gm)].map(
        ([, method]) => `${method} app/api/v1/${file}`,
      );
    });
  expect(API_ROUTES.map(({ method, path: address }) => `${method} ${fileOf(address)}`).sort()).toEqual(built.sort());
});

test("the names of operations are unique, and every parameter of an address is described", () => {
  expect(new Set(API_ROUTES.map(({ id }) => id)).size).toBe(API_ROUTES.length);
  for (const { path: address, params, id } of API_ROUTES) {
    const named = [...address.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
    expect(Object.keys("shape" in params ? (params.shape as object) : {}), id).toEqual(named);
  }
});

test("the OpenAPI document names every operation, its refusals as problems, and resolves its own references", () => {
  const document = JSON.parse(JSON.stringify(apiDocument()));
  expect(document.openapi).toBe("3.1.1");
  for (const { path: address, method, id, answer } of API_ROUTES) {
    const operation = document.paths[address][method.toLowerCase()];
    expect(operation.operationId).toBe(id);
    expect(Object.keys(operation.responses)).toContain(String(answer.status));
    for (const [status, response] of Object.entries<Record<string, unknown>>(operation.responses)) {
      if (Number(status) < 400) continue;
      expect(Object.keys(response.content as object), `${id} ${status}`).toEqual(["application/problem+json"]);
    }
  }
  const references = [...JSON.stringify(document).matchAll(/"\$ref":"#\/([^"]+)"/g)].map(([, pointer]) => pointer ?? "");
  expect(references.length).toBeGreaterThan(0);
  for (const pointer of new Set(references)) {
    const found = pointer.split("/").reduce<unknown>((at, part) => (at as Record<string, unknown>)?.[part], document);
    expect(found, pointer).toBeDefined();
  }
});
