import { expect, test, vi } from "vitest";
import { AppError } from "./errors";

test("a refusal is one for every copy of the class, and nothing else is", async () => {
  vi.resetModules();
  const other = await import("./errors");
  expect(other.AppError).not.toBe(AppError);
  expect(new other.AppError("invalid", "no")).toBeInstanceOf(AppError);
  expect(new AppError("invalid", "no") instanceof other.AppError).toBe(true);
  for (const value of [new Error("no"), { name: "AppError", code: "invalid" }, null, undefined, "AppError"])
    expect(value instanceof AppError).toBe(false);
});
