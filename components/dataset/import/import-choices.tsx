import { Checkbox } from "@/components/ui/form/choice";
import { Field } from "@/components/ui/form/field";
import { Input, Select } from "@/components/ui/form/input";
import type { ImportPreview } from "@/lib/datasets/schema";
import type { ImportChoice } from "./use-import";

export interface ImportChoicesProps {
  preview: ImportPreview;
  /** Keys of the project's criteria, the first one first. */
  criteria: readonly string[];
  choice: ImportChoice;
  onChange: (choice: ImportChoice) => void;
}

/** Formats that do not say whose labels they hold. */
const NAMELESS: ReadonlySet<string> = new Set([
  "hh-rlhf",
  "trl",
  "trl-unpaired",
  "safe-rlhf",
  "csv",
  "tsv",
  "json",
  "jsonl",
  "parquet",
]);

/** What can be chosen before a file is stored: its labels, whose they are and on what, and whether a problem stops it all. */
export function ImportChoices({ preview, criteria, choice, onChange }: ImportChoicesProps) {
  const holdsOnlyLabels = preview.comparisons.length === 0;
  const hasLabels = holdsOnlyLabels || preview.comparisons.some(({ labels }) => labels.length > 0);
  const isOwn = preview.format === "concord-jsonl";
  return (
    <>
      {hasLabels && !holdsOnlyLabels ? (
        <div className="i-check">
          <Checkbox
            label="Also bring the file’s own labels, by imported annotators"
            checked={choice.withLabels}
            onChange={(event) => onChange({ ...choice, withLabels: event.target.checked })}
          />
        </div>
      ) : null}
      {hasLabels && choice.withLabels && (NAMELESS.has(preview.format) || holdsOnlyLabels) ? (
        <Field label="Whose labels they are" help="Left open, the annotator is named by the file.">
          <Input
            value={choice.annotatorName}
            maxLength={200}
            onChange={(event) => onChange({ ...choice, annotatorName: event.target.value })}
          />
        </Field>
      ) : null}
      {hasLabels && choice.withLabels && criteria.length > 1 ? (
        <Field
          label="On which criterion"
          help={isOwn ? "For labels that name none." : "The file does not say; all its labels go to this one."}
        >
          <Select
            value={choice.criterion === "" ? criteria[0] : choice.criterion}
            onChange={(event) => onChange({ ...choice, criterion: event.target.value })}
          >
            {criteria.map((key) => (
              <option key={key}>{key}</option>
            ))}
          </Select>
        </Field>
      ) : null}
      <div className="i-check">
        <Checkbox
          label="Store nothing if any row has a problem"
          checked={choice.strict}
          onChange={(event) => onChange({ ...choice, strict: event.target.checked })}
        />
      </div>
    </>
  );
}
