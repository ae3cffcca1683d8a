import { expect, test } from "vitest";
import { isNarrowed, toDatasetHref, toRefusedHref, withoutPage } from "./hrefs";

test("toDatasetHref writes what is set, a condition on metadata each by itself", () => {
  expect(toDatasetHref("study", {})).toBe("/projects/study/dataset");
  expect(toDatasetHref("study", { q: "50 % & more", meta: ["kind=code", "n=2"], after: undefined })).toBe(
    "/projects/study/dataset?q=50+%25+%26+more&meta=kind%3Dcode&meta=n%3D2",
  );
});

test("withoutPage keeps the filters and their order", () => {
  expect(withoutPage({ q: "x", order: "oldest", after: "1", before: "2" })).toEqual({ q: "x", order: "oldest" });
});

test("toRefusedHref goes to the rows and keeps the list", () => {
  expect(toRefusedHref("study", { only: "flagged" }, "id")).toBe("/projects/study/dataset?only=flagged&refused=id#refused-rows");
});

test("isNarrowed is about filters, not about order or page", () => {
  expect(isNarrowed({ order: "oldest", after: "1", meta: [] })).toBe(false);
  expect(isNarrowed({ meta: ["a=b"] })).toBe(true);
  expect(isNarrowed({ only: "withdrawn" })).toBe(true);
});
