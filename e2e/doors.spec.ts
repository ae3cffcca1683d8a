import { request as http } from "node:http";
import { baseUrl, expect, test } from "./fixtures";

test("health answers without a session, and says no more than whether it can serve", async ({ request }) => {
  for (const path of ["/api/health", "/api/v1/health"]) {
    const answer = await request.get(path);
    expect(answer.status()).toBe(200);
    expect(await answer.json()).toEqual({ status: "ok", database: true });
    expect(answer.headers()["cache-control"]).toBe("private, no-store");
  }
});

test("a foreign Host is refused on pages and on handlers", async () => {
  for (const path of ["/", "/sign-in", "/api/health"]) expect(await statusWithHost(path, "attacker.example")).toBe(403);
  expect(await statusWithHost("/sign-in", new URL(baseUrl()).host)).toBeLessThan(400);
  expect(await statusWithHost("/sign-in", new URL(baseUrl()).host.replace("localhost", "127.0.0.1"))).toBeLessThan(400);
});

test("every page carries an enforced policy with a nonce of its own, errors too", async ({ request }) => {
  const policies = new Set<string>();
  for (const path of ["/sign-in", "/no-such-page", "/sign-in"]) {
    const answer = await request.get(path);
    const policy = answer.headers()["content-security-policy"] ?? "";
    expect(policy).toMatch(/script-src 'self' 'nonce-[^']+' 'strict-dynamic'/);
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toMatch(/unsafe-eval|script-src[^;]*unsafe-inline/);
    expect(answer.headers()["x-content-type-options"]).toBe("nosniff");
    policies.add(policy);
  }
  expect(policies.size).toBe(3);
});

test("scripts come as Brotli to who takes it, and are the same to who does not", async ({ request }) => {
  const page = await (await request.get("/sign-in")).text();
  const address = /\/_next\/static\/chunks\/[^"]+\.js/.exec(page)?.[0] ?? "";
  const get = (encoding: string) => request.get(address, { headers: { "accept-encoding": encoding } });
  const [best, plain, refused] = await Promise.all([get("gzip, deflate, br"), get("identity"), get("gzip;q=0, br;q=0")]);
  expect(best.headers()).toMatchObject({
    "content-encoding": "br",
    "content-type": plain.headers()["content-type"],
    "cache-control": plain.headers()["cache-control"],
    vary: "Accept-Encoding",
  });
  expect(plain.headers()["content-encoding"]).toBeUndefined();
  expect(refused.headers()["content-encoding"]).toBeUndefined();
  expect((await best.body()).equals(await plain.body())).toBe(true);
  // An address that only looks like one of them is Next.js' to answer.
  expect((await request.get("/_next/static/chunks/../../../package.json")).status()).toBe(404);
  expect(
    (await request.get(`${address}.br`, { headers: { "accept-encoding": "br" } })).headers()["content-encoding"],
  ).toBeUndefined();
});

test("the image optimizer is off", async ({ request }) => {
  expect((await request.get("/_next/image?url=%2Ffavicon.svg&w=64&q=75")).status()).toBeGreaterThanOrEqual(400);
});

function statusWithHost(path: string, host: string): Promise<number> {
  const { port } = new URL(baseUrl());
  return new Promise((resolve, reject) => {
    http({ host: "127.0.0.1", port, path, headers: { host } }, (answer) => {
      answer.resume();
      resolve(answer.statusCode ?? 0);
    })
      .once("error", reject)
      .end();
  });
}
