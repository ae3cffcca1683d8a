import type { FilterChoice } from "@/components/agreement/filter-bar";
import { toLabelFilters } from "@/components/agreement/filters/label-filters";
import type { FilterChoices } from "@/lib/agreement/types";
import { RANK_METHODS } from "@/lib/ranking/schema";
import type { ModelsBeside } from "@/lib/ranking/types";
import { METHOD_WORDS } from "./words";

/** The rules of the page as filters. */
export function toModelFilters(
  { people, judge, judges }: ModelsBeside,
  criteria: readonly string[],
  { rounds, choices }: { rounds: readonly number[]; choices: FilterChoices },
): FilterChoice[] {
  return [
    {
      name: "criterion",
      label: "Criterion",
      value: people.criterion,
      standing: criteria[0] ?? "",
      options: criteria.map((key) => ({ value: key, label: key })),
    },
    ...(judge
      ? [
          {
            name: "judge",
            label: "Judge",
            value: judge.id,
            standing: judges[0]?.id ?? "",
            options: judges.map(({ id, name }) => ({ value: id, label: name })),
          },
        ]
      : []),
    {
      name: "method",
      label: "Method",
      value: people.method,
      standing: "bradley-terry",
      options: RANK_METHODS.map((method) => ({ value: method, label: METHOD_WORDS[method] })),
    },
    {
      name: "round",
      label: "Round",
      value: people.round === null ? "" : String(people.round),
      standing: "",
      options: [{ value: "", label: "all" }, ...rounds.map((each) => ({ value: String(each), label: String(each) }))],
    },
    // The judge beside people is chosen by its own menu.
    ...toLabelFilters(people.filters, { ...choices, judges: [] }),
  ];
}
