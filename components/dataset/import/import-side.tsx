"use client";

import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { MAPPED_FIELDS } from "@/lib/datasets/mapping-schema";
import { formatBytes, formatCount, formatQuantity } from "@/lib/format";
import { CountTable } from "./count-table";
import { ImportProgress } from "./import-progress";
import { type ImportCheck, type ImportState, isIncomplete } from "./use-import";

export interface ImportSideProps {
  state: Extract<ImportState, { step: "preview" | "running" }>;
  onCount: () => void;
  onStart: () => void;
  onCancel: () => void;
}

/** What will be done, and how far it is. */
export function ImportSide({ state, onCount, onStart, onCancel }: ImportSideProps) {
  if (state.step === "running") {
    return (
      <aside className="i-side" aria-label="Summary">
        <h2>Importing …</h2>
        <ImportProgress label="Imported" progress={state.progress} bytes={state.file.size} />
        <Button size="sm" variant="ghost" className="i-act" onClick={onCancel}>
          Cancel
        </Button>
        <p className="figure-foot">Cancelling, or leaving this page, takes back all that this import has added.</p>
      </aside>
    );
  }
  const { preview, file, check } = state;
  return (
    <aside className="i-side" aria-label="Summary">
      <h2>{titleOf(check)}</h2>
      {check.state === "done" ? (
        <CountTable report={check.report} />
      ) : (
        <p className="figure-foot">
          {preview.complete ? formatQuantity(preview.rowsRead, "row") : `More than ${formatCount(preview.rowsRead)} rows`},{" "}
          {formatBytes(file.size)}.
        </p>
      )}
      {check.state === "running" ? <ImportProgress label="Counted" progress={check.progress} bytes={file.size} /> : null}
      {check.state === "failed" ? <Notice tone="danger">{check.problem}</Notice> : null}
      {isIncomplete(preview) ? (
        <Notice tone="warn">Say which columns hold {titlesOf(preview.mapping?.missing ?? [])}.</Notice>
      ) : null}
      <Button variant="primary" size="lg" className="i-go" onClick={onStart} disabled={isIncomplete(preview)}>
        Import
      </Button>
      {check.state === "idle" && !isIncomplete(preview) ? (
        <Button size="sm" variant="ghost" className="i-act" onClick={onCount}>
          Count the whole file first
        </Button>
      ) : null}
      <p className="figure-foot">Rows with a problem are left out; all others are stored together or not at all.</p>
    </aside>
  );
}

/** The titles of fields in a sentence. */
function titlesOf(fields: readonly string[]): string {
  return new Intl.ListFormat("en").format(MAPPED_FIELDS.filter(({ field }) => fields.includes(field)).map(({ title }) => title));
}

function titleOf(check: ImportCheck): string {
  if (check.state === "running") return "Counting the whole file …";
  if (check.state !== "done") return "Ready to import";
  const { report } = check;
  if (report.new > 0) return formatQuantity(report.new, "new comparison");
  return report.labels.new > 0 ? formatQuantity(report.labels.new, "new label") : "Nothing new in this file";
}
