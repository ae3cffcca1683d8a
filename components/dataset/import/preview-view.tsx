"use client";

import { FileText } from "lucide-react";
import { Select } from "@/components/ui/form/input";
import { Icon } from "@/components/ui/icon";
import { Section } from "@/components/ui/layout/section";
import { Table } from "@/components/ui/layout/table";
import { Notice } from "@/components/ui/notice";
import { State } from "@/components/ui/state";
import { IMPORT_FORMATS, type ImportPreview, TABLE_FORMATS } from "@/lib/datasets/schema";
import { formatBytes, formatQuantity } from "@/lib/format";
import { ColumnMapping, type ColumnMappingProps } from "./column-mapping";
import { FORMAT_NAMES } from "./format-names";
import { ImportChoices } from "./import-choices";
import { ImportSide } from "./import-side";
import { PreviewRows } from "./preview-rows";
import { RefusedRows } from "./refused-rows";
import { Remarks } from "./remarks";
import { type ImportChoice, type ImportState, isIncomplete } from "./use-import";

export interface PreviewViewProps {
  state: Extract<ImportState, { step: "preview" | "running" }>;
  criteria: readonly string[];
  choice: ImportChoice;
  onChoice: (choice: ImportChoice) => void;
  onFormat: (format: string) => void;
  mapping: Omit<ColumnMappingProps, "preview">;
  onCount: () => void;
  onStart: () => void;
  onCancel: () => void;
}

/** What the file is, how its columns are read, and its first comparisons as annotators will see them. */
export function PreviewView({
  state,
  criteria,
  choice,
  onChoice,
  onFormat,
  mapping,
  onCount,
  onStart,
  onCancel,
}: PreviewViewProps) {
  const { preview } = state;
  const isPreview = state.step === "preview";
  const counted = isPreview && state.check.state === "done" ? state.check.report : null;
  // While a field has no column every row lacks it, and the field says so.
  const refused = isIncomplete(preview) ? [] : (counted?.refused ?? preview.refused);
  return (
    <>
      <FileLine state={state} onFormat={onFormat} />
      {isPreview && state.problem ? (
        <Notice tone="danger" title="Nothing was stored.">
          {state.problem}
        </Notice>
      ) : null}
      <div className="cols i-cols">
        <div>
          {preview.mapping && isPreview ? <ColumnMapping preview={preview} {...mapping} /> : null}
          <Columns preview={preview} />
          {isPreview ? <ImportChoices preview={preview} criteria={criteria} choice={choice} onChange={onChoice} /> : null}
          <Section
            title="As they will appear"
            note={`The first of ${preview.complete ? formatQuantity(preview.rowsRead, "row") : `the ${formatQuantity(preview.rowsRead, "row")} looked at`}`}
          >
            <PreviewRows comparisons={preview.comparisons} />
          </Section>
        </div>
        <ImportSide state={state} onCount={onCount} onStart={onStart} onCancel={onCancel} />
      </div>
      {refused.length > 0 ? <RefusedRows refused={refused} count={counted?.refusedCount ?? refused.length} /> : null}
      <Remarks
        notices={counted?.notices ?? preview.notices}
        count={counted?.noticeCount ?? preview.notices.length}
        note="These rows are taken as they are."
      />
    </>
  );
}

function FileLine({ state, onFormat }: Pick<PreviewViewProps, "state" | "onFormat">) {
  const { file, preview } = state;
  return (
    <section className="file" aria-label="File">
      <Icon of={FileText} />
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
      {state.step === "preview" ? (
        <div className="file-format">
          <Select aria-label="Format" value={preview.format} onChange={(event) => onFormat(event.target.value)}>
            {offered(preview.format).map((name) => (
              <option key={name} value={name}>
                {FORMAT_NAMES[name]}
              </option>
            ))}
          </Select>
        </div>
      ) : null}
    </section>
  );
}

/** All formats but the tables that this file is not. */
function offered(found: ImportPreview["format"]): ImportPreview["format"][] {
  const tables: readonly string[] = TABLE_FORMATS;
  return IMPORT_FORMATS.filter((name) => name === found || !tables.includes(name));
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
