import { expect, test } from "vitest";
import * as z from "zod";
import { readPageQuery } from "./page-query";

const Schema = z.strictObject({
  ties: z.enum(["exclude", "half"], "Write exclude or half.").default("exclude"),
  round: z.string().optional(),
});

test("readPageQuery reads what the schema knows and leaves the rest to others", () => {
  expect(readPageQuery(Schema, { ties: "half", sort: "kappa", round: undefined })).toEqual({
    values: { ties: "half" },
    problem: null,
  });
});

test("readPageQuery takes an empty value for none", () => {
  expect(readPageQuery(Schema, { ties: "", round: "" })).toEqual({ values: { ties: "exclude" }, problem: null });
});

test("readPageQuery falls back to what stands by itself, and says what it did not understand", () => {
  expect(readPageQuery(Schema, { ties: "maybe", round: "2" })).toEqual({
    values: { ties: "exclude" },
    problem: "ties: Write exclude or half.",
  });
  expect(readPageQuery(Schema, { round: ["1", "2"] }, { ties: "half" })).toMatchObject({
    values: { ties: "half" },
    problem: expect.stringContaining("round"),
  });
});
