import type { FilterChoice, FilterOption } from "@/components/agreement/filter-bar";
import type { FilterChoices, ReportedFilters } from "@/lib/agreement/types";
import { formatQuantity } from "@/lib/format";
import { toFilterQuery } from "./to-filter-query";

/** Which labels count, as menus. What the project has no choice of has no menu, unless the address has set it. */
export function toLabelFilters(filters: ReportedFilters, choices: FilterChoices): FilterChoice[] {
  const values = new Map<string, string>(toFilterQuery(filters));
  const menus: (FilterChoice | null)[] = [
    toPeople(filters, choices),
    toMenu(values, "judges", "Judges", choices.judges.length > 1 ? choices.judges.map(({ id, name }) => [id, name]) : []),
    toMenu(values, "minStrength", "Strength", [
      ["2", "2 or more"],
      ["3", "3 or more"],
      ["4", "4"],
    ]),
    toMenu(
      values,
      "category",
      "Category",
      choices.categories.map((value) => [value.includes("=") ? `category=${value}` : value, value]),
    ),
    toMenu(values, "turn", "Turn", choices.turns.length > 1 ? choices.turns.map((turn) => [String(turn), String(turn)]) : []),
    toMenu(values, "slice", "Comparisons", [["random", "drawn at random"]]),
  ];
  return menus.filter((menu) => menu !== null);
}

function toMenu(
  values: ReadonlyMap<string, string>,
  name: string,
  label: string,
  options: readonly (readonly [value: string, label: string])[],
): FilterChoice | null {
  const value = values.get(name) ?? "";
  if (options.length === 0 && value === "") return null;
  const listed: FilterOption[] = [{ value: "", label: "all" }, ...options.map(([each, said]) => ({ value: each, label: said }))];
  if (!listed.some((option) => option.value === value)) listed.push({ value, label: value.includes(",") ? "several" : value });
  return { name, label, value, standing: "", options: listed };
}

/** Groups, origins and single people are one menu: each of them says whose labels count. */
function toPeople({ annotators, group, origin }: ReportedFilters, choices: FilterChoices): FilterChoice | null {
  const none = { annotators: null, group: null, origin: null };
  const options: FilterOption[] = [
    { value: "", label: "all", sets: none },
    ...choices.groups.map((each) => ({ value: `group ${each}`, label: `group ${each}`, sets: { ...none, group: each } })),
    ...(choices.origins.length > 1
      ? [
          { value: "origin here", label: "labels given here", sets: { ...none, origin: "here" } },
          { value: "origin imported", label: "labels imported", sets: { ...none, origin: "imported" } },
        ]
      : []),
    ...choices.people.map(({ id, name }) => ({ value: id, label: name, sets: { ...none, annotators: id } })),
  ];
  const set = [annotators, group, origin].filter((each) => each !== undefined).length;
  const value =
    set > 1
      ? "several filters"
      : annotators
        ? annotators.map(({ id }) => id).join(",")
        : group
          ? `group ${group}`
          : origin
            ? `origin ${origin}`
            : "";
  if (options.length <= 2 && set === 0) return null;
  if (!options.some((option) => option.value === value)) {
    options.push({
      value,
      label: annotators && set === 1 ? formatQuantity(annotators.length, "person", "people") : value,
      sets: {},
    });
  }
  return { name: "people", label: "People", value, standing: "", options };
}
