import type { FilterChoice } from "@/components/agreement/filter-bar";

export interface CardFilterSources {
  criterion: string;
  round: number | null;
  /** Keys of the project's criteria; the first stands by itself. */
  criteria: readonly string[];
  rounds: readonly number[];
}

/** What the cards are made of, as filters. */
export function toCardFilters({ criterion, round, criteria, rounds }: CardFilterSources): FilterChoice[] {
  return [
    {
      name: "criterion",
      label: "Criterion",
      value: criterion,
      standing: criteria[0] ?? "",
      options: criteria.map((key) => ({ value: key, label: key })),
    },
    {
      name: "round",
      label: "Round",
      value: round === null ? "" : String(round),
      standing: "",
      options: [{ value: "", label: "all" }, ...rounds.map((each) => ({ value: String(each), label: String(each) }))],
    },
  ];
}
