import type { LabelFilters } from "@/lib/agreement/filter-schema";
import type { ReportedFilters } from "@/lib/agreement/types";

/** The filters of a report as an address has them: name and value, in a fixed order, only what was asked for. */
export function toFilterQuery(filters: ReportedFilters): [name: keyof LabelFilters, value: string][] {
  const idsOf = (named: readonly { id: string }[] | undefined) => named?.map(({ id }) => id).join(",");
  const { category } = filters;
  const values: [keyof LabelFilters, string | number | undefined][] = [
    ["annotators", idsOf(filters.annotators)],
    ["group", filters.group],
    ["origin", filters.origin],
    ["judges", idsOf(filters.judges)],
    ["minStrength", filters.minStrength],
    [
      "category",
      category &&
        (category.key === "category" && !category.value.includes("=") ? category.value : `${category.key}=${category.value}`),
    ],
    ["turn", filters.turn],
    ["slice", filters.slice],
    ["from", filters.from],
    ["to", filters.to],
  ];
  return values.flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]]));
}

/** Filters as options of a command: an address' `minStrength` is its `--min-strength`. */
export function toFilterOptions(filters: ReportedFilters, quote: (text: string) => string): string {
  return toFilterQuery(filters)
    .map(([name, value]) => ` --${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)} ${quote(value)}`)
    .join("");
}

/** Which labels alone count, as clauses of a sentence: "people Ann and Bob", "strength 3 or more". Empty when all do. */
export function describeFilters(filters: ReportedFilters): string[] {
  const namesOf = (named: readonly { name: string }[]) => named.map(({ name }) => name).join(", ");
  const { annotators, group, origin, judges, minStrength, category, turn, slice, from, to } = filters;
  const days = from && to ? `from ${from} to ${to}` : from ? `from ${from} on` : to ? `up to ${to}` : null;
  return [
    annotators ? `people: ${namesOf(annotators)}` : null,
    group ? `group ${group}` : null,
    origin ? `people’s labels ${origin === "here" ? "given here" : "imported"}` : null,
    judges ? `judges: ${namesOf(judges)}` : null,
    minStrength ? `people’s labels of strength ${minStrength} or more` : null,
    category ? `${category.key} ${category.value}` : null,
    turn ? `turn ${turn}` : null,
    slice ? "comparisons drawn at random" : null,
    days ? `people’s labels ${days}` : null,
  ].filter((clause) => clause !== null);
}
