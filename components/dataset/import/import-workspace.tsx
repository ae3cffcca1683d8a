"use client";

import { Button } from "@/components/ui/button";
import { PageHead } from "@/components/ui/layout/page-head";
import { Notice } from "@/components/ui/notice";
import type { SavedMapping } from "@/lib/datasets/mapping-schema";
import type { FormAction } from "@/lib/http/types";
import { DropZone } from "./drop-zone";
import { ImportDone } from "./import-done";
import { PreviewView } from "./preview-view";
import { useImport } from "./use-import";

export interface ImportWorkspaceProps {
  project: string;
  /** Keys of the project's criteria, the first one first. */
  criteria: readonly string[];
  /** Kept for this project's files. */
  mappings: readonly SavedMapping[];
  saveMapping: FormAction;
}

/** From a file to comparisons: choose, look at the beginning, count, store, read what was refused. */
export function ImportWorkspace({ project, criteria, mappings, saveMapping }: ImportWorkspaceProps) {
  const { state, choice, decide, choose, chooseSample, count, start, cancel, again } = useImport(project);
  return (
    <>
      <PageHead
        title="Import comparisons"
        actions={state.step === "preview" || state.step === "done" ? <Button onClick={again}>Another file</Button> : null}
      >
        Published preference files, Concord’s own and tables of any columns are recognised by what is in them: JSON Lines, JSON,
        CSV, TSV and Parquet, gzip too. Importing a file again adds nothing.
      </PageHead>
      {state.step === "choose" ? (
        <>
          {state.problem ? (
            <Notice tone="danger" title="The file cannot be read.">
              {state.problem}
            </Notice>
          ) : null}
          <DropZone onFile={(file) => void choose(file)} onSample={(name) => void chooseSample(name)} />
        </>
      ) : null}
      {state.step === "looking" ? <p role="status">Looking at {state.name} …</p> : null}
      {state.step === "preview" || state.step === "running" ? (
        <PreviewView
          state={state}
          criteria={criteria}
          choice={choice}
          onChoice={(next) => decide(state.file, state.preview, next)}
          onFormat={(format) => void choose(state.file, { format })}
          mapping={{
            project,
            saved: mappings,
            save: saveMapping,
            onMap: (map) => void choose(state.file, { format: state.preview.format, map }),
          }}
          onCount={() => count(state.file, state.preview)}
          onStart={() => void start(state.file, state.preview)}
          onCancel={cancel}
        />
      ) : null}
      {state.step === "done" ? <ImportDone project={project} fileName={state.file.name} report={state.report} /> : null}
    </>
  );
}
