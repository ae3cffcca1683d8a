"use client";

import { Button } from "@/components/ui/button";
import { formatBytes, formatCount, formatPercent } from "@/lib/format";
import type { ImportState } from "./use-import";

export interface ImportSideProps {
  state: Extract<ImportState, { step: "preview" | "running" }>;
  onStart: () => void;
  onCancel: () => void;
}

/** What will be done, and how far it is. */
export function ImportSide({ state, onStart, onCancel }: ImportSideProps) {
  const { preview, file } = state;
  if (state.step === "preview") {
    return (
      <aside className="i-side" aria-label="Summary">
        <h2>Ready to import</h2>
        <p className="figure-foot">
          {preview.complete ? `${formatCount(preview.rowsRead)} rows` : `More than ${formatCount(preview.rowsRead)} rows`},{" "}
          {formatBytes(file.size)}. Rows that cannot be read are listed afterwards, each with how to mend it; the others are
          stored together or not at all.
        </p>
        <Button variant="primary" size="lg" className="i-go" onClick={onStart}>
          Import
        </Button>
      </aside>
    );
  }
  const { progress } = state;
  const share = progress && file.size > 0 ? Math.min(1, progress.bytes / file.size) : 0;
  return (
    <aside className="i-side" aria-label="Summary">
      <h2>Importing …</h2>
      <div className="i-progress">
        <div
          className="progress"
          data-run=""
          role="progressbar"
          aria-label="Imported"
          aria-valuenow={Math.round(share * 100)}
          aria-valuemin={0}
          aria-valuemax={100}
        >
          <span style={{ width: `${share * 100}%` }} />
        </div>
        <p role="status">
          <b>{formatCount(progress?.rows ?? 0)}</b> rows, {formatPercent(share)}
        </p>
        <p className="quiet">
          {formatCount(progress?.new ?? 0)} new, {formatCount(progress?.duplicate ?? 0)} known,{" "}
          {formatCount(progress?.refused ?? 0)} refused
        </p>
        <Button size="sm" variant="ghost" onClick={onCancel}>
          Cancel
        </Button>
      </div>
      <p className="figure-foot">Cancelling, or leaving this page, takes back all that this import has added.</p>
    </aside>
  );
}
