"use client";

import { useRef, useState } from "react";
import type { ImportEvent, ImportPreview, ImportProgress, ImportReport } from "@/lib/datasets/schema";
import { sendFile } from "@/lib/fetch-json";
import { api } from "@/lib/paths";

/** The beginning of a file is enough to know it: its bytes are read twice, once to look and once to store. */
const PREVIEW_BYTES = 4 * 1024 * 1024;

/** Where an import stands. */
export type ImportState =
  | { step: "choose"; problem: string | null }
  | { step: "looking"; file: File }
  | { step: "preview"; file: File; preview: ImportPreview; problem: string | null }
  | { step: "running"; file: File; preview: ImportPreview; progress: ImportProgress | null }
  | { step: "done"; file: File; report: ImportReport };

/** One import: choose, look, store, read the report. */
export function useImport(project: string) {
  const [state, setState] = useState<ImportState>({ step: "choose", problem: null });
  const running = useRef<AbortController | null>(null);

  const choose = async (file: File, format = "auto") => {
    setState({ step: "looking", file });
    try {
      const query = new URLSearchParams({ fileName: file.name, format });
      const isPart = file.size > PREVIEW_BYTES && !/\.gz$/i.test(file.name);
      const response = await sendFile(api.previewDataset(project, query), isPart ? await wholeLines(file) : file);
      const preview: ImportPreview = await response.json();
      setState({ step: "preview", file, preview: isPart ? { ...preview, complete: false } : preview, problem: null });
    } catch (error) {
      setState({ step: "choose", problem: messageOf(error) });
    }
  };

  const start = async (
    file: File,
    preview: ImportPreview,
    options: { withLabels: boolean; strict: boolean; annotatorName: string },
  ) => {
    setState({ step: "running", file, preview, progress: null });
    const abort = new AbortController();
    running.current = abort;
    try {
      const query = new URLSearchParams({
        fileName: file.name,
        format: preview.format,
        withLabels: options.withLabels ? "1" : "0",
        strict: options.strict ? "1" : "0",
      });
      if (options.annotatorName !== "") query.set("annotatorName", options.annotatorName);
      const response = await sendFile(api.importDataset(project, query), file, abort.signal);
      for await (const event of readEvents(response)) {
        if (event.kind === "progress") setState({ step: "running", file, preview, progress: event });
        else if (event.kind === "report") setState({ step: "done", file, report: event.report });
        else setState({ step: "preview", file, preview, problem: event.message });
      }
    } catch (error) {
      const problem = abort.signal.aborted ? "The import was cancelled. Nothing of the file was stored." : messageOf(error);
      setState({ step: "preview", file, preview, problem });
    }
  };

  return {
    state,
    choose,
    start,
    cancel: () => running.current?.abort(),
    again: () => setState({ step: "choose", problem: null }),
  };
}

/** The beginning of a large file up to its last whole line; all of a file that has no lines. */
async function wholeLines(file: File): Promise<Blob> {
  const bytes = new Uint8Array(await file.slice(0, PREVIEW_BYTES).arrayBuffer());
  const last = bytes.lastIndexOf(10);
  // A list in one piece cannot be cut; the server reads no more of it than it shows.
  return last < 0 || bytes[0] === 91 ? file : file.slice(0, last + 1);
}

async function* readEvents(response: Response): AsyncGenerator<ImportEvent> {
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  while (reader) {
    const { value, done } = await reader.read();
    if (done) break;
    const lines = `${rest}${value}`.split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) yield JSON.parse(line) as ImportEvent;
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
