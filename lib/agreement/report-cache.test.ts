import { expect, test } from "vitest";
import { createReportCache } from "./report-cache";

/** A cache on a clock that the test sets, and a maker whose answers come when the test lets them. */
function start() {
  let time = 0;
  let made = 0;
  const cache = createReportCache<string>(() => time);
  const open: (() => void)[] = [];
  return {
    ask: (version: string, mayBeOld = true) =>
      cache.get({
        question: "q",
        version,
        mayBeOld,
        make: () => {
          made++;
          return new Promise((resolve) => open.push(() => resolve(`answer ${version}`)));
        },
      }),
    /** Lets what is being made be ready, after so many milliseconds. */
    finish: async (after: number) => {
      time += after;
      for (const resolve of open.splice(0)) resolve();
      await new Promise((resolve) => setImmediate(resolve));
    },
    pass: (milliseconds: number) => {
      time += milliseconds;
    },
    made: () => made,
  };
}

test("createReportCache makes an answer once for all who ask", async () => {
  const { ask, finish, made } = start();
  const asked = [ask("1"), ask("1")];
  await finish(100);
  expect(await Promise.all(asked)).toEqual(["answer 1", "answer 1"]);
  expect(await ask("1")).toBe("answer 1");
  expect(made()).toBe(1);
});

test("createReportCache makes an answer that may not be old anew when the version changes", async () => {
  const { ask, finish, made } = start();
  const first = ask("1", false);
  await finish(2000);
  expect(await first).toBe("answer 1");
  const next = ask("2", false);
  await finish(10);
  expect(await next).toBe("answer 2");
  expect(made()).toBe(2);
});

test("createReportCache gives out an old answer while the new one is made, and not for ever", async () => {
  const { ask, finish, pass, made } = start();
  const first = ask("1");
  await finish(2000);
  expect(await first).toBe("answer 1");
  expect(await ask("2")).toBe("answer 1");
  expect(await ask("3")).toBe("answer 1");
  expect(made()).toBe(2);
  await finish(2000);
  expect(await ask("2")).toBe("answer 2");
  expect(await ask("3")).toBe("answer 2");
  await finish(1);
  pass(10_001);
  const late = ask("4");
  await finish(1);
  expect(await late).toBe("answer 4");
});

test("createReportCache does not keep a failure", async () => {
  const cache = createReportCache<string>();
  const asked = { question: "q", version: "1", mayBeOld: false };
  await expect(cache.get({ ...asked, make: () => Promise.reject(new Error("no database")) })).rejects.toThrow("no database");
  await new Promise((resolve) => setImmediate(resolve));
  expect(await cache.get({ ...asked, make: async () => "now" })).toBe("now");
});

test("createReportCache forgets what was asked longest ago", async () => {
  let made = 0;
  const cache = createReportCache<string>();
  const ask = (question: string) => cache.get({ question, version: "1", mayBeOld: false, make: async () => `${++made}` });
  for (let i = 0; i < 40; i++) await ask(`q${i}`);
  await ask("q0");
  await ask("q40");
  expect(made).toBe(41);
  await ask("q0");
  expect(made).toBe(41);
  await ask("q1");
  expect(made).toBe(42);
});
