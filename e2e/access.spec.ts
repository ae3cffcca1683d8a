import fs from "node:fs";
import path from "node:path";
import { db } from "@/lib/db/client";
import { paths } from "@/lib/paths";
import { type Outcome, ROUTES, type RouteRule } from "./access-routes";
import { createWorld, VISITORS, type Visitor, type World } from "./access-world";
import { baseUrl, expect, test } from "./fixtures";

let world: World;
test.beforeAll(async () => {
  world = await createWorld();
});

/** Ways in which requests have walked past guards that stood in the wrong place. */
const DISGUISES: readonly {
  name: string;
  headers?: Record<string, string>;
  address?: (url: string) => string;
  method?: string;
}[] = [
  { name: "x-middleware-subrequest", headers: { "x-middleware-subrequest": "proxy:proxy:proxy:proxy:proxy" } },
  {
    name: "x-middleware-subrequest of src",
    headers: { "x-middleware-subrequest": "src/middleware:src/middleware:src/middleware:src/middleware:src/middleware" },
  },
  { name: "HEAD", method: "HEAD" },
  { name: "RSC", headers: { RSC: "1" }, address: (url) => withQuery(url, "_rsc=abc12") },
  {
    name: "prefetch of a segment",
    headers: { RSC: "1", "next-router-prefetch": "1", "next-router-segment-prefetch": "/_tree" },
    address: (url) => withQuery(url, "_rsc=abc12"),
  },
  { name: ".rsc", address: (url) => url.replace(/(\?|$)/, ".rsc$1") },
  { name: "segment file", address: (url) => url.replace(/(\?|$)/, ".segments/_tree.segment.rsc$1") },
  { name: "two slashes", address: (url) => `/${url}` },
  { name: "an encoded slash", address: (url) => `/${url.slice(1).replace(/\/(?=[^/]*$)/, "%2f")}` },
  { name: "a trailing slash", address: (url) => url.replace(/(\?|$)/, "/$1") },
];

test("every route that is built has its rules, and every rule its route", () => {
  expect([...new Set(ROUTES.map((rule) => rule.route))].sort()).toEqual(listRoutes());
});

for (const rule of ROUTES) {
  test(`${rule.method ?? "GET"} ${rule.route} answers everyone as its rule says`, async () => {
    for (const visitor of VISITORS) {
      const url = rule.url(world);
      const answer = await ask(visitor, url, toRequest(rule));
      expect.soft(toOutcome(answer), `${visitor} at ${url}: ${answer.status} ${answer.location}`).toBe(rule.outcomes[visitor]);
      expectNothingForeign(answer, rule, visitor, url);
      if (visitor !== "nobody") expect.soft(answer.cacheControl, `${visitor} at ${url}`).toMatch(/private|no-store/);
    }
  });
}

test("no disguise of a request shows anyone what is not theirs", async () => {
  test.setTimeout(240_000);
  const disguised: Visitor[] = ["nobody", "annotator", "researcherElsewhere", "disabled", "operator"];
  for (const rule of ROUTES.filter((each) => !each.method)) {
    await Promise.all(
      disguised.map(async (visitor) => {
        for (const disguise of DISGUISES) {
          const url = disguise.address?.(rule.url(world)) ?? rule.url(world);
          const answer = await ask(visitor, url, disguise);
          expectNothingForeign(answer, rule, visitor, `${url} by ${disguise.name}`);
          if (disguise.name === "HEAD")
            expect.soft(toOutcome(answer), `${visitor} at ${url} by HEAD`).toBe(rule.outcomes[visitor]);
        }
      }),
    );
  }
});

test("a method that a route does not have is refused, and shows nothing", async () => {
  for (const rule of ROUTES) {
    for (const method of ["POST", "PUT", "PATCH", "DELETE"]) {
      const answer = await ask("annotatorElsewhere", rule.url(world), {
        method,
        headers: { origin: baseUrl(), "content-type": "application/json" },
      });
      expectNothingForeign(answer, rule, "annotatorElsewhere", `${rule.url(world)} by ${method}`);
      if (rule.route.startsWith("/api/")) expect.soft(answer.status, `${method} ${rule.url(world)}`).toBeGreaterThanOrEqual(400);
    }
  }
});

test("what one may not see and what is not there answer alike", async () => {
  const missing = "0190a000-0000-7000-8000-000000000000";
  const swap = (url: string) =>
    url.replace(world.project.slug, "no-such-project").replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, missing);
  for (const rule of ROUTES.filter((each) => each.outcomes.researcherElsewhere === "not-found")) {
    const url = rule.url(world);
    const [foreign, absent] = await Promise.all(
      [url, swap(url)].map((each) => ask("researcherElsewhere", each, toRequest(rule))),
    );
    expect.soft(absent?.status, url).toBe(foreign?.status);
    if (rule.route.startsWith("/api/") && url !== swap(url)) expect.soft(absent?.body, url).toBe(foreign?.body);
  }
});

test("an action of the members' page, sent again by anyone else, changes nothing", async ({ person }) => {
  const owner = await person({ isOperator: true });
  await db().member.create({
    data: { id: crypto.randomUUID(), projectId: world.project.id, userId: owner.user.id, role: "OWNER" },
  });
  await owner.page.goto(paths.members(world.project.slug));
  const sent = owner.page.waitForRequest((request) => request.method() === "POST");
  await owner.page.getByRole("button", { name: "Make an invitation" }).click();
  const request = await sent;
  await expect(owner.page.getByLabel("Invitation", { exact: true })).toHaveValue(/\/join\//);

  const before = await db().invitation.count({ where: { projectId: world.project.id } });
  const replay = async (cookie: string | null, origin = baseUrl()) => {
    const { cookie: _cookie, ...headers } = await request.allHeaders();
    const kept = Object.entries(headers).filter(([name]) => !name.startsWith(":") && name !== "content-length");
    const answer = await fetch(request.url(), {
      method: "POST",
      redirect: "manual",
      headers: { ...Object.fromEntries(kept), origin, ...(cookie ? { cookie } : {}) },
      body: new Uint8Array(request.postDataBuffer() ?? []),
    });
    return answer.text();
  };
  for (const visitor of VISITORS.filter((each) => each !== "researcher")) {
    expect.soft(await replay(world.cookies[visitor]), visitor).not.toContain("/join/");
  }
  const cookie = (await owner.context.cookies()).map(({ name, value }) => `${name}=${value}`).join("; ");
  expect.soft(await replay(cookie, "https://elsewhere.example"), "from another site's page").not.toContain("/join/");
  expect(await db().invitation.count({ where: { projectId: world.project.id } })).toBe(before);
  expect(await replay(world.cookies.researcher), "the researcher, who may invite annotators").toContain("/join/");
});

/** Neither the texts nor the researchers' secrets are in an answer to someone who may not read them. */
function expectNothingForeign(answer: Answer, rule: RouteRule, visitor: Visitor, where: string): void {
  if (visitor === "researcher") return;
  expect.soft(answer.body.includes(world.secret), `${visitor} at ${where} reads the researchers' secret`).toBe(false);
  if (rule.textFor?.includes(visitor)) return;
  expect.soft(answer.body.includes(world.text), `${visitor} at ${where} reads the texts`).toBe(false);
}

function toRequest({ method, body }: RouteRule): Question {
  if (!method) return {};
  const value = body?.(world);
  const type = typeof value === "string" ? "application/octet-stream" : "application/json";
  return {
    method,
    body: typeof value === "string" ? value : JSON.stringify(value),
    headers: { origin: baseUrl(), "content-type": type },
  };
}

interface Question {
  headers?: Record<string, string>;
  method?: string;
  body?: string;
}

interface Answer {
  status: number;
  location: string;
  body: string;
  cacheControl: string;
}

async function ask(visitor: Visitor, url: string, { headers = {}, method = "GET", body }: Question = {}): Promise<Answer> {
  const cookie = world.cookies[visitor];
  const answer = await fetch(`${baseUrl()}${url}`, {
    method,
    body,
    redirect: "manual",
    headers: { ...headers, ...(cookie ? { cookie } : {}) },
  });
  return {
    status: answer.status,
    location: answer.headers.get("location") ?? "",
    body: await answer.text(),
    cacheControl: answer.headers.get("cache-control") ?? "",
  };
}

function toOutcome({ status, location }: Answer): Outcome | string {
  if (status === 307 || status === 303 || status === 302)
    return new URL(location, baseUrl()).pathname === "/sign-in" ? "sign-in" : "ok";
  if (status >= 200 && status < 300) return "ok";
  return (
    { 401: "unauthenticated", 403: "forbidden", 404: "not-found", 409: "conflict", 422: "invalid" }[status] ?? `status ${status}`
  );
}

/** Every page and handler of the file tree, and every route that the build says it has. */
function listRoutes(): string[] {
  const routes = new Set<string>();
  for (const file of fs.readdirSync("app", { recursive: true, encoding: "utf8" })) {
    if (/(^|\/)(page\.tsx|route\.ts)$/.test(file)) routes.add(toRoute(path.dirname(file)));
  }
  const manifest = ".next/app-path-routes-manifest.json";
  if (fs.existsSync(manifest)) {
    for (const route of Object.values<string>(JSON.parse(fs.readFileSync(manifest, "utf8")))) {
      if (route !== "/_not-found" && route !== "/_global-error") routes.add(route);
    }
  }
  return [...routes].sort();
}

function toRoute(folder: string): string {
  const parts = folder.split(path.sep).filter((part) => part !== "." && !/^\(.*\)$/.test(part));
  return `/${parts.join("/")}`;
}

function withQuery(url: string, query: string): string {
  return url.includes("?") ? `${url}&${query}` : `${url}?${query}`;
}
