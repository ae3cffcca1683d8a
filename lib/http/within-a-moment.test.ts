import { expect, test } from "vitest";
import { withinAMoment } from "./within-a-moment";

test("withinAMoment gives what is done at once, and null for what takes long", async () => {
  expect(await withinAMoment(Promise.resolve("report"))).toBe("report");
  let finish: (answer: string) => void = () => undefined;
  const long = new Promise<string>((resolve) => {
    finish = resolve;
  });
  expect(await withinAMoment(long)).toBeNull();
  finish("later");
  expect(await long).toBe("later");
});

test("withinAMoment throws what goes wrong at once, and leaves what goes wrong later to whoever waits for it", async () => {
  await expect(withinAMoment(Promise.reject(new Error("no such round")))).rejects.toThrow("no such round");
  let fail: (error: Error) => void = () => undefined;
  const long = new Promise<string>((_, reject) => {
    fail = reject;
  });
  expect(await withinAMoment(long)).toBeNull();
  fail(new Error("the thread died"));
  await expect(long).rejects.toThrow("the thread died");
});
