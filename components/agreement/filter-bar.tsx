"use client";

import { parseAsString, useQueryStates } from "nuqs";
import { useState, useTransition } from "react";
import { FilterMenu } from "./filter-menu";
import { DaysFilter } from "./filters/days-filter";

export interface FilterChoice {
  /** Its name in the address. */
  name: string;
  label: string;
  value: string;
  /** What stands there when the address says nothing. */
  standing: string;
  options: readonly FilterOption[];
}

export interface FilterOption {
  value: string;
  label: string;
  /** What it means in the address, where that is more than its value under the filter's name. */
  sets?: Readonly<Record<string, string | null>>;
}

export interface FilterBarProps {
  filters: readonly FilterChoice[];
  /** Names in the address that a change makes void, such as the page one was on. */
  voids?: readonly string[];
  /** On which days labels were given, where that can be chosen. */
  days?: { from: string; to: string };
  /** What is counted under these filters. */
  summary: string;
}

/** What everything on the page is counted under. It stands in the address, and the server counts again when it changes. */
export function FilterBar({ filters, voids = [], days, summary }: FilterBarProps) {
  const [isPending, startTransition] = useTransition();
  // What was chosen stands in its menu while the server counts.
  const [chosen, setChosen] = useState<{ name: string; value: string } | null>(null);
  const names = [
    ...(days ? ["from", "to"] : []),
    ...filters.flatMap(({ name, options }) => [name, ...options.flatMap(({ sets = {} }) => Object.keys(sets))]),
    ...voids,
  ];
  const [, setQuery] = useQueryStates(Object.fromEntries(names.map((name) => [name, parseAsString])), {
    shallow: false,
    history: "push",
    scroll: false,
    startTransition,
  });
  const cleared = Object.fromEntries(voids.map((name) => [name, null]));

  function choose({ name, standing, options }: FilterChoice, value: string) {
    setChosen({ name, value });
    const sets = options.find((option) => option.value === value)?.sets ?? { [name]: value === standing ? null : value };
    return setQuery({ ...cleared, ...sets });
  }

  return (
    <div className="filters" role="toolbar" aria-label="Filters" aria-busy={isPending}>
      {filters.map((filter) => (
        <FilterMenu
          key={filter.name}
          label={filter.label}
          {...toShown(filter, isPending ? chosen : null)}
          options={filter.options}
          onChange={(value) => choose(filter, value)}
        />
      ))}
      {days ? <DaysFilter {...days} onChange={(chosen) => setQuery({ ...cleared, ...chosen })} /> : null}
      <p className="filters-n" role="status">
        {isPending ? "Counting …" : summary}
      </p>
    </div>
  );
}

function toShown({ name, value, standing }: FilterChoice, chosen: { name: string; value: string } | null) {
  const shown = chosen?.name === name ? chosen.value : value;
  return { value: shown, isSet: shown !== standing };
}
