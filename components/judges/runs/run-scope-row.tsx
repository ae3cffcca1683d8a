import { FormInput, FormSelect, type FormTexts } from "@/components/judges/form-input";
import { formatCount, formatQuantity } from "@/lib/format";
import { RunOnly } from "@/lib/judges/run-schema";
import type { RunTargets } from "@/lib/judges/types";
import type { Choose, RunChoices } from "./run-form";
import { ONLY_WORDS } from "./run-words";

export interface RunScopeRowProps {
  form: FormTexts;
  targets: RunTargets;
  choices: RunChoices;
  choose: Choose;
}

/** Of which comparisons a run is: criterion, round, what is known of their labels, and the filters of the dataset's list. */
export function RunScopeRow({ form, targets, choices, choose }: RunScopeRowProps) {
  const select = (name: "criterionId" | "roundId" | "only") => ({
    form,
    name,
    value: choices[name],
    defaultValue: undefined,
    onChange: (event: { target: { value: string } }) => choose(name, event.target.value),
  });
  return (
    <>
      <div className="flex flex-wrap items-start gap-x-6 gap-y-4">
        <FormSelect {...select("criterionId")} label="Criterion">
          {targets.criteria.map((criterion) => (
            <option key={criterion.id} value={criterion.id}>
              {criterion.key}
            </option>
          ))}
        </FormSelect>
        <FormSelect {...select("roundId")} label="Comparisons of">
          <option value="">the whole project ({formatCount(targets.comparisons)})</option>
          {targets.rounds.map((round) => (
            <option key={round.id} value={round.id}>
              {round.name} ({formatCount(round.comparisons)})
            </option>
          ))}
        </FormSelect>
        <FormSelect {...select("only")} label="Only those">
          <option value="">whatever their labels</option>
          {RunOnly.options.map((only) => (
            <option key={only} value={only}>
              {ONLY_WORDS[only]}
            </option>
          ))}
        </FormSelect>
      </div>
      <Filters form={form} targets={targets} choices={choices} choose={choose} />
    </>
  );
}

function Filters({ form, targets, choices, choose }: RunScopeRowProps) {
  const filters = ["dataset", "model", "meta", "q"] as const;
  const set = filters.filter((name) => choices[name] !== "").length;
  const field = (name: (typeof filters)[number]) => ({
    form,
    name,
    value: choices[name],
    defaultValue: undefined,
    onChange: (event: { target: { value: string } }) => choose(name, event.target.value),
  });
  return (
    <details className="fold" open={set > 0 ? true : undefined}>
      <summary>Filter{set > 0 ? ` (${formatQuantity(set, "condition")})` : ""}</summary>
      <div className="flex flex-wrap items-start gap-x-6 gap-y-4 py-2">
        <FormSelect {...field("dataset")} label="Import">
          <option value="">any</option>
          {targets.imports.map(({ id, fileName }) => (
            <option key={id} value={id}>
              {fileName}
            </option>
          ))}
        </FormSelect>
        <FormSelect {...field("model")} label="Model of a response">
          <option value="">any</option>
          {targets.models.map((model) => (
            <option key={model} value={model}>
              {model}
            </option>
          ))}
        </FormSelect>
        <FormSelect {...field("meta")} label="Category">
          <option value="">any</option>
          {targets.metadata.map((condition) => (
            <option key={condition} value={condition}>
              {condition.replace("=", ": ")}
            </option>
          ))}
        </FormSelect>
        <FormInput {...field("q")} label="Text" maxLength={200} help="In the prompt, a response or the id." />
      </div>
    </details>
  );
}
