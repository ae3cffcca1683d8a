import type { FilterChoice, FilterOption } from "@/components/agreement/filter-bar";
import { BEHIND_ORDERS, type BehindQuery } from "@/lib/agreement/schema";
import type { ReportedAnnotator } from "@/lib/agreement/types";
import { ORDER_WORDS } from "./words";

/** What in the address a change of filter makes void: the page, and the cell that one came from. */
export const BEHIND_VOIDS = [
  "after",
  "row",
  "column",
  "rowScore",
  "columnScore",
  "strength",
  "people",
  "bin",
  "sureFrom",
  "sureBelow",
  "position",
  "kind",
] as const;

/** Whose labels a list is about, and whether they agree, as filters. */
export function toBehindFilters(query: BehindQuery, annotators: readonly ReportedAnnotator[]): FilterChoice[] {
  const who: FilterOption[] = [
    { value: "humans", label: "people with people", sets: { of: "humans", judge: null, a: null, b: null, sort: null } },
    ...annotators
      .filter(({ kind }) => kind !== "HUMAN")
      .map(({ id, name }) => ({ value: id, label: `${name} with people`, sets: { of: "judge", judge: id, a: null, b: null } })),
  ];
  const nameOf = (id: string | undefined) => annotators.find((annotator) => annotator.id === id)?.name ?? "someone";
  if (query.of === "pair") who.push({ value: "pair", label: `${nameOf(query.a)} with ${nameOf(query.b)}` });
  return [
    {
      name: "of",
      label: "Between",
      value: query.of === "judge" ? (query.judge ?? "") : query.of,
      standing: "",
      options: who,
    },
    {
      name: "outcome",
      label: "Preferences",
      value: query.outcome ?? "",
      standing: "",
      options: [
        { value: "", label: "any" },
        { value: "agree", label: "the same" },
        { value: "disagree", label: "different" },
      ],
    },
    {
      name: "sort",
      label: "First",
      value: query.sort,
      standing: "apart",
      options: BEHIND_ORDERS.filter((order) => query.of === "judge" || order === "apart" || order === "split").map((order) => ({
        value: order,
        label: ORDER_WORDS[order],
      })),
    },
  ];
}
