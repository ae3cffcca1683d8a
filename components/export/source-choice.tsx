import { RadioGroup } from "@/components/ui/form/choice";
import { formatCount, formatQuantity } from "@/lib/format";
import { LabelledSelect } from "./labelled-select";
import type { SetChoices } from "./use-export-query";

export interface SourceChoiceProps {
  source: string;
  judge: string;
  judgeCriterion: string;
  method: string;
  judges: readonly { id: string; name: string }[];
  criteria: readonly string[];
  counts: { people: number; judged: number; comparisons: number };
  set: SetChoices;
}

const METHODS = [
  ["majority", "the majority"],
  ["dawid-skene", "Dawid and Skene"],
  ["one-coin", "one coin a person"],
  ["mace", "MACE"],
  ["glad", "GLAD"],
] as const;

/** Who decides which response is chosen. */
export function SourceChoice({ source, judge, judgeCriterion, method, judges, criteria, counts, set }: SourceChoiceProps) {
  const name = judges.find(({ id, name: own }) => id === judge || own === judge)?.name ?? judges[0]?.name;
  const hasNone = judges.length === 0;
  return (
    <>
      <RadioGroup
        legend="Source"
        quietLegend
        name="source"
        value={source}
        onChange={(value) => set({ source: value === "human" ? "" : value })}
        options={[
          {
            value: "human",
            label: `People, ${formatQuantity(counts.people, "label")}`,
            help: "one row for each label by a person",
          },
          {
            value: "ai",
            label: name ? `Judge, ${name}` : "Judge",
            help: hasNone
              ? "no judge has labelled here yet"
              : `soft label beside the preference${counts.judged > 0 ? `; ${formatCount(counts.judged)} labels` : ""}`,
            disabled: hasNone,
          },
          {
            value: "mixed",
            label: "Mixed",
            help: hasNone
              ? "no judge has labelled here yet"
              : `people where there are any, else ${name}; annotator_kind says which`,
            disabled: hasNone,
          },
          {
            value: "consensus",
            label: "Consensus",
            help: "one row a comparison: the adjudication if there is one, else what people say together",
          },
        ]}
      />
      <div className="controls">
        {source === "ai" || source === "mixed" ? (
          <LabelledSelect
            label="Judge"
            value={judges.find(({ id, name: own }) => id === judge || own === judge)?.id ?? ""}
            options={judges.map(({ id, name: own }) => [id, own] as const)}
            onChange={(value) => set({ judge: value })}
          />
        ) : null}
        {source === "mixed" ? (
          <LabelledSelect
            label="It answers"
            value={judgeCriterion}
            options={[["", "where people do not"], ...criteria.map((key) => [key, `the criterion ${key}`] as const)]}
            onChange={(value) => set({ judgeCriterion: value })}
          />
        ) : null}
        {source === "consensus" || source === "mixed" ? (
          <LabelledSelect
            label="People together"
            value={method}
            options={METHODS}
            onChange={(value) => set({ method: value === "majority" ? "" : value })}
          />
        ) : null}
      </div>
    </>
  );
}
