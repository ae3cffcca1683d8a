import type { LeakCheck } from "@/lib/datasets/export-types";
import { formatCount, formatQuantity } from "@/lib/format";
import { LabelledInput } from "./labelled-input";
import { LabelledSelect } from "./labelled-select";
import type { SetChoices } from "./use-export-query";

export interface SplitChoiceProps {
  shown: Readonly<Record<string, string | undefined>>;
  leaks: LeakCheck | null;
  set: SetChoices;
}

/** How rows are divided into train and test, and whether anything is in both. */
export function SplitChoice({ shown, leaks, set }: SplitChoiceProps) {
  const percent = Math.round(Number(shown.test ?? 0) * 1000) / 10;
  return (
    <>
      <div className="controls">
        <LabelledInput
          label="Test, %"
          value={String(percent)}
          min={0}
          max={90}
          step={1}
          onChange={(value) => set({ test: Number(value) > 0 ? String(Number(value) / 100) : "" })}
        />
        <LabelledInput label="Seed" value={shown.seed ?? "1"} min={0} onChange={(value) => set({ seed: value })} />
        <LabelledSelect
          label="Keep on one side"
          value={shown.splitBy ?? "conversation"}
          options={[
            ["conversation", "a prompt and its conversation"],
            ["prompt", "a prompt"],
          ]}
          onChange={(value) => set({ splitBy: value === "conversation" ? "" : value })}
        />
        <LabelledSelect
          label="Deduplicate"
          value={shown.deduplicate ?? "none"}
          options={[
            ["none", "nothing"],
            ["rows", "equal rows"],
            ["prompts", "one row a prompt"],
          ]}
          onChange={(value) => set({ deduplicate: value === "none" ? "" : value })}
        />
      </div>
      <p className="note">{leaks ? toWords(leaks) : "One file. A share for test makes two, train and test."}</p>
    </>
  );
}

function toWords({ train, test, promptsInBoth, conversationsInBoth }: LeakCheck): string {
  const prompts = formatQuantity(train.prompts + test.prompts, "prompt");
  const both =
    promptsInBoth === 0 && conversationsInBoth === 0
      ? "no prompt and no conversation in both"
      : `${formatQuantity(promptsInBoth, "prompt")} and ${formatQuantity(conversationsInBoth, "conversation")} in both`;
  return `${prompts}: ${formatCount(train.prompts)} in train, ${formatCount(test.prompts)} in test; ${both}.`;
}
