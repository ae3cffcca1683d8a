"use client";

import { Segmented } from "@/components/ui/form/segmented";
import { type ExportInput, isWholeFormat } from "@/lib/datasets/export-schema";
import type { LeakCheck } from "@/lib/datasets/export-types";
import { ChoiceRow } from "./choice-row";
import { FieldsChoice } from "./fields-choice";
import { LabelledSelect } from "./labelled-select";
import { RowChoice } from "./row-choice";
import { SourceChoice } from "./source-choice";
import { SplitChoice } from "./split-choice";
import { StrengthChoice } from "./strength-choice";
import { TiesChoice } from "./ties-choice";
import { useExportQuery } from "./use-export-query";

export interface ExportFormProps {
  input: ExportInput;
  shown: Readonly<Record<string, string | undefined>>;
  criteria: readonly string[];
  judges: readonly { id: string; name: string }[];
  rounds: readonly { number: number; name: string }[];
  counts: { people: number; judged: number; comparisons: number };
  leaks: LeakCheck | null;
}

const FORMATS: readonly (readonly [ExportInput["format"], string])[] = [
  ["trl", "TRL preference, conversational with an explicit prompt"],
  ["trl-unpaired", "TRL unpaired (KTO), two rows a preference"],
  ["hh-rlhf", "HH-RLHF, whole transcripts as chosen and rejected"],
  ["ultrafeedback", "UltraFeedback, binarised"],
  ["helpsteer", "HelpSteer3, a comparison a row with all preferences"],
  ["reward-bench", "RewardBench, chosen and rejected with models"],
  ["alpaca-eval", "AlpacaEval annotations"],
  ["mt-bench", "MT-bench judgments"],
  ["concord-jsonl", "Concord, everything, for another Concord"],
  ["parquet", "Parquet table, a label a row, everything"],
  ["csv", "CSV for research, a label a row, byte for byte"],
  ["csv-spreadsheet", "CSV for spreadsheets, formulas made harmless"],
  ["tsv", "TSV, a label a row"],
  ["jsonl", "JSON Lines, a label a row"],
  ["json", "JSON list, a label a row"],
];

/** What the file shall hold. It stands in the address, and everything else on the page follows. */
export function ExportForm({ input, shown, criteria, judges, rounds, counts, leaks }: ExportFormProps) {
  const { isPending, set } = useExportQuery();
  const { format, source } = input;
  const isWhole = isWholeFormat(format);
  const takesJudge = source === "ai" || source === "mixed";
  return (
    <form className="export-form" aria-label="What to export" aria-busy={isPending} onSubmit={(event) => event.preventDefault()}>
      <ChoiceRow title="Rows">
        <RowChoice {...{ shown, criteria, rounds, isWhole, set }} criterion={shown.criterion ?? ""} />
      </ChoiceRow>
      {isWhole ? null : (
        <ChoiceRow title="Source" note="who decides which response is chosen">
          <SourceChoice
            {...{ source, judges, criteria, counts, set }}
            judge={input.judge ?? ""}
            judgeCriterion={input.judgeCriterion ?? ""}
            method={input.method}
          />
        </ChoiceRow>
      )}
      <ChoiceRow title="Format">
        <div className="controls">
          <LabelledSelect
            label="Format"
            value={format}
            options={FORMATS}
            onChange={(value) => set({ format: value, ties: "", fields: "", weights: "", packing: "" })}
          />
          <Segmented
            label="Packing"
            value={input.packing}
            options={[
              { value: "plain", label: "Plain" },
              { value: "gzip", label: "gzip" },
              ...(isWhole ? [] : [{ value: "parquet" as const, label: "Parquet" }]),
            ]}
            onChange={(value) => set({ packing: value === "plain" ? "" : value })}
          />
        </div>
        {format === "trl" ? <FieldsChoice fields={input.fields} weights={input.weights} set={set} /> : null}
      </ChoiceRow>
      {isWhole ? null : (
        <>
          <ChoiceRow title="Strength" note={source === "consensus" ? "of the consensus" : "of the preference"}>
            <StrengthChoice {...{ shown, format, takesJudge, set }} />
          </ChoiceRow>
          <ChoiceRow title="Ties" note="score 0, “both bad”">
            <TiesChoice {...{ format, takesJudge, set }} ties={input.ties} bothBad={input.bothBad} unsettled={input.unsettled} />
          </ChoiceRow>
        </>
      )}
      <ChoiceRow title="Split">
        <SplitChoice {...{ shown, leaks, set }} />
      </ChoiceRow>
    </form>
  );
}
