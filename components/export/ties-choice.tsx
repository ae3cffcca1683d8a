import { Segmented } from "@/components/ui/form/segmented";
import { LabelledSelect } from "./labelled-select";
import type { SetChoices } from "./use-export-query";

export interface TiesChoiceProps {
  ties: string;
  bothBad: string;
  unsettled: string;
  format: string;
  takesJudge: boolean;
  set: SetChoices;
}

/** What becomes of those that prefer neither. */
export function TiesChoice({ ties, bothBad, unsettled, format, takesJudge, set }: TiesChoiceProps) {
  return (
    <>
      {format === "trl" ? (
        <Segmented
          label="Ties"
          value={ties}
          options={[
            { value: "leave-out", label: "Leave out" },
            { value: "keep", label: "Keep as tie" },
            { value: "both-orders", label: "Both orders, weight ½" },
          ]}
          onChange={(value) => set({ ties: value === "leave-out" ? "" : value })}
        />
      ) : (
        <p className="note">Left out: the format knows a better and a worse response alone.</p>
      )}
      <div className="controls">
        <LabelledSelect
          label="“Both bad”"
          value={bothBad}
          options={[
            ["leave-out", "leave out"],
            ["tie", "take as a tie"],
          ]}
          onChange={(value) => set({ bothBad: value === "leave-out" ? "" : value })}
        />
        {takesJudge ? (
          <LabelledSelect
            label="Orders contradict"
            value={unsettled}
            options={[
              ["leave-out", "leave out"],
              ["tie", "take as a tie"],
              ["average", "by the mean of both"],
            ]}
            onChange={(value) => set({ unsettled: value === "leave-out" ? "" : value })}
          />
        ) : null}
      </div>
    </>
  );
}
