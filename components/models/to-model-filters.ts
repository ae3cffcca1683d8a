import type { FilterChoice } from "@/components/agreement/filter-bar";
import { RANK_METHODS } from "@/lib/ranking/schema";
import type { ModelsBeside } from "@/lib/ranking/types";
import { METHOD_WORDS } from "./words";

/** The rules of the page as filters. */
export function toModelFilters({ people, judge, judges }: ModelsBeside, criteria: readonly string[]): FilterChoice[] {
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
  ];
}
