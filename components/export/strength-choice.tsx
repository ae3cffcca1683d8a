import { LabelledInput } from "./labelled-input";
import { LabelledSelect } from "./labelled-select";
import type { SetChoices } from "./use-export-query";

export interface StrengthChoiceProps {
  shown: Readonly<Record<string, string | undefined>>;
  format: string;
  takesJudge: boolean;
  set: SetChoices;
}

const MARGINS = [
  ["strength", "strength, 1 to 4, as it is"],
  ["llama2-small", "Llama 2 small: 1, ⅔, ⅓, 0"],
  ["llama2-large", "Llama 2 large: 3, 2, 1, 0"],
  ["signed-score", "signed score, positive for B"],
  ["table", "a table of one’s own"],
] as const;

const LEAST = [
  ["", "as the format does"],
  ["1", "every strength"],
  ["2", "2 or more"],
  ["3", "3 or more"],
  ["4", "4 alone"],
] as const;

/** How strong and how sure a preference must be, and what its margin and soft label are. */
export function StrengthChoice({ shown, format, takesJudge, set }: StrengthChoiceProps) {
  const margin = shown.margin ?? "strength";
  return (
    <>
      <div className="controls">
        {format === "trl" ? (
          <LabelledSelect
            label="Margin"
            value={margin}
            options={MARGINS}
            onChange={(value) =>
              set({ margin: value === "strength" ? "" : value, marginTable: value === "table" ? "0,1,2,3" : "" })
            }
          />
        ) : null}
        {margin === "table" && format === "trl" ? (
          <LabelledInput
            label="Of strengths 1 to 4"
            type="text"
            value={shown.marginTable ?? ""}
            onChange={(value) => set({ marginTable: value })}
          />
        ) : null}
        <LabelledSelect
          label="Least strength"
          value={shown.minStrength ?? ""}
          options={LEAST}
          onChange={(value) => set({ minStrength: value })}
        />
        {takesJudge ? (
          <LabelledInput
            label="Least |p − ½|"
            value={shown.minConfidence ?? ""}
            min={0}
            max={0.5}
            step={0.05}
            onChange={(value) => set({ minConfidence: value })}
          />
        ) : null}
        {takesJudge && format === "trl" ? (
          <LabelledSelect
            label="Soft label"
            value={shown.soft ?? "raw"}
            options={[
              ["raw", "as the judge gave it"],
              ["clamped", "clamped, as its version says"],
              ["none", "none, hard labels"],
            ]}
            onChange={(value) => set({ soft: value === "raw" ? "" : value })}
          />
        ) : null}
      </div>
      <p className="note">
        {format === "hh-rlhf"
          ? "Left as the format does, the weakest level of the scale is left out, as in HH-RLHF."
          : "Left as the format does, every strength is taken."}
      </p>
    </>
  );
}
