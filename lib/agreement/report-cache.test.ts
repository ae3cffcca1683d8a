import { expect, test } from "vitest";
import { createReportCache } from "./report-cache";

/** A cache, and a maker whose answers come when the test lets them. */
function start() {
  let made = 0;
  const cache = createReportCache<string>();
  const open: (() => void)[] = [];
  return {
    ask: (version: string) =>
      cache.get({
        question: "q",
        version,
        make: () => {
          made++;
          return new Promise((resolve) => open.push(() => resolve(`answer ${version}`)));
        },
      }),
    finish: () => {
      for (const resolve of open.splice(0)) resolve();
    },
    made: () => made,
  };
}

test("createReportCache makes an answer once for all who ask", async () => {
  const { ask, finish, made } = start();
  const asked = [ask("1"), ask("1")];
  finish();
  expect(await Promise.all(asked)).toEqual(["answer 1", "answer 1"]);
  expect(await ask("1")).toBe("answer 1");
  expect(made()).toBe(1);
});

test("createReportCache makes an answer anew when the version changes", async () => {
  const { ask, finish, made } = start();
  const first = ask("1");
  const next = ask("2");
  finish();
  expect(await first).toBe("answer 1");
  expect(await next).toBe("answer 2");
  expect(made()).toBe(2);
});

test("createReportCache does not keep a failure", async () => {
  const cache = createReportCache<string>();
  const asked = { question: "q", version: "1" };
  await expect(cache.get({ ...asked, make: () => Promise.reject(new Error("no database")) })).rejects.toThrow("no database");
  await new Promise((resolve) => setImmediate(resolve));
  expect(await cache.get({ ...asked, make: async () => "now" })).toBe("now");
});

test("createReportCache forgets what was asked longest ago", async () => {
  let made = 0;
  const cache = createReportCache<string>();
  const ask = (question: string) => cache.get({ question, version: "1", make: async () => `${++made}` });
  for (let i = 0; i < 40; i++) await ask(`q${i}`);
  await ask("q0");
  await ask("q40");
  expect(made).toBe(41);
  await ask("q0");
  expect(made).toBe(41);
  await ask("q1");
  expect(made).toBe(42);
});
