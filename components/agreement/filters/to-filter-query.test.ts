import { expect, test } from "vitest";
import { quote } from "@/components/agreement/to-command";
import { LabelFilters } from "@/lib/agreement/filter-schema";
import type { ReportedFilters } from "@/lib/agreement/types";
import { describeFilters, toFilterOptions, toFilterQuery } from "./to-filter-query";

const ALL: ReportedFilters = {
  annotators: [
    { id: "id-1", name: "Ann" },
    { id: "id-2", name: "Bob" },
  ],
  group: "it's experts",
  origin: "here",
  judges: [{ id: "id-3", name: "Heron v3" }],
  minStrength: 3,
  category: { key: "task", value: "a b" },
  turn: 2,
  slice: "random",
  from: "2026-11-01",
  to: "2026-11-25",
};

test("toFilterQuery writes every filter as the schema reads it", () => {
  const query = Object.fromEntries(toFilterQuery(ALL));
  expect(LabelFilters.parse(query)).toEqual({
    annotators: "id-1,id-2",
    group: "it's experts",
    origin: "here",
    judges: "id-3",
    minStrength: 3,
    category: "task=a b",
    turn: 2,
    slice: "random",
    from: "2026-11-01",
    to: "2026-11-25",
  });
  expect(toFilterQuery({ category: { key: "category", value: "writing" } })).toEqual([["category", "writing"]]);
  // Read again it must be the same: a bare value with a sign of equality would be another key.
  expect(toFilterQuery({ category: { key: "category", value: "a=b" } })).toEqual([["category", "category=a=b"]]);
});

test("toFilterOptions writes options that a shell leaves whole", () => {
  expect(toFilterOptions(ALL, quote)).toBe(
    ` --annotators 'id-1,id-2' --group 'it'\\''s experts' --origin here --judges id-3 --min-strength 3 --category 'task=a b' --turn 2 --slice random --from 2026-11-01 --to 2026-11-25`,
  );
  expect(toFilterOptions({}, quote)).toBe("");
});

test("describeFilters names each filter, and days by what was given of them", () => {
  expect(describeFilters(ALL)).toContain("people’s labels from 2026-11-01 to 2026-11-25");
  expect(describeFilters({ to: "2026-11-25" })).toEqual(["people’s labels up to 2026-11-25"]);
  expect(describeFilters({})).toEqual([]);
});
