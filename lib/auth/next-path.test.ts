import { expect, test } from "vitest";
import { toNextPath } from "./next-path";

test("a path of this app is kept", () => {
  expect(toNextPath("/")).toBe("/");
  expect(toNextPath("/projects/household?criterion=helpful#card")).toBe("/projects/household?criterion=helpful#card");
});

test.each([
  "https://elsewhere.example",
  "//elsewhere.example",
  "/\\elsewhere.example",
  "\\/elsewhere.example",
  "javascript:alert(1)",
  "/\t/elsewhere.example",
  "/a\nSet-Cookie: x",
  " /projects",
  "",
  `/${"a".repeat(3000)}`,
  ["/projects"],
  undefined,
  null,
])("%j leads nowhere", (value) => {
  expect(toNextPath(value)).toBeNull();
});
