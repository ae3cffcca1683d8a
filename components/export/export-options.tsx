"use client";

import { parseAsString, useQueryStates } from "nuqs";
import { useTransition } from "react";
import { Field } from "@/components/ui/form/field";
import { Input, Select } from "@/components/ui/form/input";
import { type ExportFormatName, WHOLE_FORMATS } from "@/lib/datasets/schema";

export interface ExportOptionsProps {
  format: string;
  source: string;
  criterion: string;
  judge: string;
  minStrength: string;
  minConfidence: string;
  packing: string;
  criteria: readonly string[];
  judges: readonly { id: string; name: string }[];
}

const FORMATS: readonly (readonly [ExportFormatName, string])[] = [
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

/** Formats whose rows may also be written as Parquet. */
const ROWS_AS_PARQUET: ReadonlySet<string> = new Set(FORMATS.slice(0, 8).map(([name]) => name));

const SOURCES = [
  ["human", "People: a row for each label"],
  ["consensus", "Consensus: the adjudicator, else the majority of people"],
  ["ai", "A judge or baseline"],
] as const;

/** What the file shall hold. It stands in the address, and the preview follows. */
export function ExportOptions({
  format,
  source,
  criterion,
  judge,
  minStrength,
  minConfidence,
  packing,
  criteria,
  judges,
}: ExportOptionsProps) {
  const [isPending, startTransition] = useTransition();
  const names = ["format", "source", "criterion", "judge", "minStrength", "minConfidence", "packing"];
  const [, setQuery] = useQueryStates(Object.fromEntries(names.map((name) => [name, parseAsString])), {
    shallow: false,
    scroll: false,
    startTransition,
  });
  const set = (name: string) => (event: { target: { value: string } }) => void setQuery({ [name]: event.target.value || null });
  const isWhole = [...WHOLE_FORMATS].some((name) => name === format);
  return (
    <form className="form" aria-label="What to export" aria-busy={isPending}>
      <Field label="Format">
        <Select value={format} onChange={set("format")}>
          {FORMATS.map(([value, label]) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </Select>
      </Field>
      {format === "parquet" ? null : (
        <Field label="File">
          <Select value={packing} onChange={set("packing")}>
            <option value="plain">as the format is</option>
            <option value="gzip">compressed with gzip</option>
            {ROWS_AS_PARQUET.has(format) ? <option value="parquet">Parquet with typed columns</option> : null}
          </Select>
        </Field>
      )}
      {isWhole ? null : (
        <>
          <Field label="Criterion">
            <Select value={criterion} onChange={set("criterion")}>
              {criteria.map((key) => (
                <option key={key}>{key}</option>
              ))}
            </Select>
          </Field>
          <Field label="Preferences of">
            <Select value={source} onChange={set("source")}>
              {SOURCES.map(([value, label]) => (
                <option key={value} value={value} disabled={value === "ai" && judges.length === 0}>
                  {label}
                </option>
              ))}
            </Select>
          </Field>
          {source === "ai" ? (
            <>
              <Field label="Judge">
                <Select value={judge} onChange={set("judge")}>
                  {judges.map(({ id, name }) => (
                    <option key={id} value={id}>
                      {name}
                    </option>
                  ))}
                </Select>
              </Field>
              <Field label="Least |p − ½|" help="A judge's labels nearer to a coin than this are left out: 0 to 0.5.">
                <Input type="number" min={0} max={0.5} step={0.05} defaultValue={minConfidence} onBlur={set("minConfidence")} />
              </Field>
            </>
          ) : (
            <Field
              label="Least strength"
              help={
                format === "hh-rlhf"
                  ? "Left open, the weakest level of the scale is left out, as HH-RLHF does."
                  : "Left open, every strength is taken."
              }
            >
              <Select value={minStrength} onChange={set("minStrength")}>
                <option value="">as the format does</option>
                {["1", "2", "3", "4"].map((level) => (
                  <option key={level} value={level}>
                    {level === "1" ? "1, every strength" : `${level} or more`}
                  </option>
                ))}
              </Select>
            </Field>
          )}
        </>
      )}
    </form>
  );
}
