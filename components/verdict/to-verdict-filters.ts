import type { FilterChoice } from "@/components/agreement/filter-bar";
import { toRuleFilters } from "@/components/agreement/rule-filters";
import type { FilterChoices } from "@/lib/agreement/types";
import { formatNumber } from "@/lib/format";
import type { Verdict } from "@/lib/verdict/types";

/** The rules of the verdict as filters: those of the agreement report, the judge and ε. */
export function toVerdictFilters(
  verdict: Verdict,
  criteria: readonly string[],
  rounds: readonly number[],
  choices: FilterChoices,
): FilterChoice[] {
  const { judge, judges, byEpsilon, test } = verdict;
  return [
    {
      name: "judge",
      label: "Judge",
      value: judge.id,
      standing: judges[0]?.id ?? "",
      options: judges.map(({ id, name }) => ({ value: id, label: name })),
    },
    // The judge in question is chosen by its own menu.
    ...toRuleFilters({ report: verdict, criteria, rounds, choices: { ...choices, judges: [] } }),
    {
      name: "epsilon",
      label: "ε",
      value: String(test.epsilon),
      standing: "0.1",
      options: byEpsilon.map(({ epsilon }) => ({ value: String(epsilon), label: formatNumber(epsilon) })),
    },
  ];
}
