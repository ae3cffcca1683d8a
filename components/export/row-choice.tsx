import { LabelledInput } from "./labelled-input";
import { LabelledSelect } from "./labelled-select";
import type { SetChoices } from "./use-export-query";

export interface RowChoiceProps {
  shown: Readonly<Record<string, string | undefined>>;
  criterion: string;
  criteria: readonly string[];
  rounds: readonly { number: number; name: string }[];
  isWhole: boolean;
  set: SetChoices;
}

/** Which comparisons and labels are looked at. */
export function RowChoice({ shown, criterion, criteria, rounds, isWhole, set }: RowChoiceProps) {
  const choose = (name: string) => (value: string) => set({ [name]: value });
  return (
    <>
      <div className="controls">
        {isWhole ? null : (
          <LabelledSelect
            label="Criterion"
            value={criterion}
            options={criteria.map((key) => [key, key] as const)}
            onChange={choose("criterion")}
          />
        )}
        <LabelledSelect
          label="Round"
          value={shown.round ?? ""}
          options={[["", "all"], ...rounds.map(({ number, name }) => [String(number), `${number}, ${name}`] as const)]}
          onChange={choose("round")}
        />
        <LabelledSelect
          label="Slice"
          value={shown.slice ?? "all"}
          options={[
            ["all", "all prompts"],
            ["random", "drawn at random"],
          ]}
          onChange={(value) => set({ slice: value === "all" ? "" : value })}
        />
        {isWhole ? null : (
          <LabelledSelect
            label="Adjudicated"
            value={shown.adjudicated ?? "either"}
            options={[
              ["either", "either"],
              ["only", "only"],
              ["without", "not"],
            ]}
            onChange={(value) => set({ adjudicated: value === "either" ? "" : value })}
          />
        )}
      </div>
      <details className="fields">
        <summary>More: people, category, turn, days</summary>
        <div className="controls">
          <LabelledInput label="People" type="text" wide value={shown.annotators ?? ""} onChange={choose("annotators")} />
          <LabelledInput label="Category" type="text" value={shown.category ?? ""} onChange={choose("category")} />
          <LabelledInput label="Turn" min={1} value={shown.turn ?? ""} onChange={choose("turn")} />
          <LabelledInput label="From" type="text" value={shown.from ?? ""} onChange={choose("from")} />
          <LabelledInput label="To" type="text" value={shown.to ?? ""} onChange={choose("to")} />
        </div>
      </details>
    </>
  );
}
