import type { FilterChoice } from "@/components/agreement/filter-bar";
import { AGGREGATE_BY, AGGREGATE_METHODS } from "@/lib/consensus/schema";
import type { ConsensusReport } from "@/lib/consensus/types";
import { BY_WORDS, METHOD_WORDS } from "./words";

/** What a consensus is made of, as filters. CROWDLAB has its own rules for who votes and for ties. */
export function toConsensusFilters(
  report: ConsensusReport,
  criteria: readonly string[],
  rounds: readonly number[],
): FilterChoice[] {
  const isFree = report.method !== "crowdlab";
  return [
    {
      name: "criterion",
      label: "Criterion",
      value: report.criterion,
      standing: criteria[0] ?? "",
      options: criteria.map((key) => ({ value: key, label: key })),
    },
    {
      name: "method",
      label: "Method",
      value: report.method,
      standing: "majority",
      options: AGGREGATE_METHODS.map((method) => ({ value: method, label: METHOD_WORDS[method] })),
    },
    ...(isFree
      ? [
          {
            name: "by",
            label: "Labels of",
            value: report.by,
            standing: "human",
            options: AGGREGATE_BY.map((by) => ({ value: by, label: BY_WORDS[by] })),
          },
          {
            name: "ties",
            label: "Ties",
            value: report.ties,
            standing: "category",
            options: [
              { value: "category", label: "an answer" },
              { value: "exclude", label: "left out" },
            ],
          },
        ]
      : []),
    {
      name: "round",
      label: "Round",
      value: report.round === null ? "" : String(report.round),
      standing: "",
      options: [{ value: "", label: "all" }, ...rounds.map((each) => ({ value: String(each), label: String(each) }))],
    },
  ];
}
