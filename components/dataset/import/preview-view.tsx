"use client";

import { useState } from "react";
import { Checkbox } from "@/components/ui/form/choice";
import { Field } from "@/components/ui/form/field";
import { Input } from "@/components/ui/form/input";
import { Section } from "@/components/ui/layout/section";
import { Table } from "@/components/ui/layout/table";
import { Notice } from "@/components/ui/notice";
import { State } from "@/components/ui/state";
import type { ImportPreview } from "@/lib/datasets/schema";
import { formatBytes, formatQuantity } from "@/lib/format";
import { ImportSide } from "./import-side";
import { PreviewRows } from "./preview-rows";
import { RefusedRows } from "./refused-rows";
import type { ImportState } from "./use-import";

/** What can be chosen before a file is stored. */
export interface ImportChoice {
  withLabels: boolean;
  strict: boolean;
  annotatorName: string;
}

export interface PreviewViewProps {
  state: Extract<ImportState, { step: "preview" | "running" }>;
  onStart: (choice: ImportChoice) => void;
  onCancel: () => void;
}

/** What the file is, how its columns are read, and its first comparisons as annotators will see them. */
export function PreviewView({ state, onStart, onCancel }: PreviewViewProps) {
  const { file, preview } = state;
  const [choice, setChoice] = useState<ImportChoice>({ withLabels: true, strict: false, annotatorName: "" });
  const hasLabels = preview.comparisons.some(({ labels }) => labels.length > 0);
  return (
    <>
      <section className="file" aria-label="File">
        <div>
          <p>
            <b>{file.name}</b> <span className="quiet">{formatBytes(file.size)}</span>
          </p>
          <State tone="success">
            <span>
              Recognised as <b>{preview.formatTitle}</b>
            </span>
          </State>
        </div>
      </section>
      {state.step === "preview" && state.problem ? (
        <Notice tone="danger" title="Nothing was stored.">
          {state.problem}
        </Notice>
      ) : null}
      <div className="cols i-cols">
        <div>
          <Columns preview={preview} />
          {hasLabels ? (
            <div className="i-check">
              <Checkbox
                label="Also bring the file’s own labels, by imported annotators"
                checked={choice.withLabels}
                onChange={(event) => setChoice({ ...choice, withLabels: event.target.checked })}
              />
            </div>
          ) : null}
          {hasLabels && preview.format === "hh-rlhf" ? (
            <Field label="Whose labels they are" help="Left open, the annotator is named by the file.">
              <Input
                value={choice.annotatorName}
                maxLength={200}
                onChange={(event) => setChoice({ ...choice, annotatorName: event.target.value })}
              />
            </Field>
          ) : null}
          <div className="i-check">
            <Checkbox
              label="Store nothing if any row is refused"
              checked={choice.strict}
              onChange={(event) => setChoice({ ...choice, strict: event.target.checked })}
            />
          </div>
          <Section
            title="As they will appear"
            note={`The first of ${preview.complete ? formatQuantity(preview.rowsRead, "row") : `the ${formatQuantity(preview.rowsRead, "row")} looked at`}`}
          >
            <PreviewRows comparisons={preview.comparisons} />
          </Section>
        </div>
        <ImportSide state={state} onStart={() => onStart(choice)} onCancel={onCancel} />
      </div>
      {preview.refused.length > 0 ? <RefusedRows refused={preview.refused} count={preview.refused.length} /> : null}
    </>
  );
}

function Columns({ preview }: { preview: ImportPreview }) {
  return (
    <Section title="Columns">
      <Table caption="How each column of the file is read" className="i-map">
        <thead>
          <tr>
            <th scope="col">In the file</th>
            <th scope="col">Becomes</th>
            <th scope="col">How</th>
            <th scope="col">First row</th>
          </tr>
        </thead>
        <tbody>
          {preview.columns.map(({ column, becomes, how, sample }) => (
            <tr key={column}>
              <th scope="row">
                <code>{column}</code>
              </th>
              <td>{becomes}</td>
              <td className="quiet">{how}</td>
              <td className="i-sample">{sample}</td>
            </tr>
          ))}
        </tbody>
      </Table>
    </Section>
  );
}
