"use client";

import { useRouter } from "next/navigation";
import { type RefObject, useRef, useState } from "react";
import type { ImportPreview, ImportProgress, ImportReport } from "@/lib/datasets/schema";
import { fetchFile, sendFile } from "@/lib/fetch-json";
import { api, sample } from "@/lib/paths";
import { readImport } from "./read-import";

/** The beginning of a file is enough to know it: its bytes are read again to count and to store. */
const PREVIEW_BYTES = 4 * 1024 * 1024;
/** A file up to this size is counted whole before anybody asks. */
const COUNTED_BYTES = 16 * 1024 * 1024;

/** What can be chosen before a file is stored. */
export interface ImportChoice {
  withLabels: boolean;
  strict: boolean;
  annotatorName: string;
  /** Key of the criterion of labels that name none. */
  criterion: string;
}

/** The count of a whole file: what an import would do, with nothing stored. */
export type ImportCheck =
  | { state: "idle" }
  | { state: "running"; progress: ImportProgress | null }
  | { state: "done"; report: ImportReport }
  | { state: "failed"; problem: string };

/** Where an import stands. */
export type ImportState =
  | { step: "choose"; problem: string | null }
  | { step: "looking"; name: string }
  | { step: "preview"; file: File; preview: ImportPreview; check: ImportCheck; problem: string | null }
  | { step: "running"; file: File; preview: ImportPreview; progress: ImportProgress | null }
  | { step: "done"; file: File; report: ImportReport };

const FIRST_CHOICE: ImportChoice = { withLabels: true, strict: false, annotatorName: "", criterion: "" };

/** One import: choose, look, count, store, read the report. */
export function useImport(project: string) {
  const router = useRouter();
  const [state, setState] = useState<ImportState>({ step: "choose", problem: null });
  const [choice, setChoice] = useState<ImportChoice>(FIRST_CHOICE);
  const running = useRef<AbortController | null>(null);

  const begin = () => renew(running);

  const count = async (file: File, preview: ImportPreview, options: ImportChoice) => {
    const abort = begin();
    const show = (check: ImportCheck) => {
      if (!abort.signal.aborted) setState({ step: "preview", file, preview, check, problem: null });
    };
    show({ state: "running", progress: null });
    try {
      const query = toQuery(file, preview, options, true);
      show({
        state: "done",
        report: await send(project, file, query, abort, (progress) => show({ state: "running", progress })),
      });
    } catch (error) {
      show({ state: "failed", problem: messageOf(error) });
    }
  };

  const choose = async (file: File, format = "auto") => {
    begin();
    setChoice(FIRST_CHOICE);
    setState({ step: "looking", name: file.name });
    try {
      const preview = await fetchPreview(project, file, format);
      setState({ step: "preview", file, preview, check: { state: "idle" }, problem: null });
      if (file.size <= COUNTED_BYTES) await count(file, preview, FIRST_CHOICE);
    } catch (error) {
      setState({ step: "choose", problem: messageOf(error) });
    }
  };

  const start = async (file: File, preview: ImportPreview) => {
    const abort = begin();
    setState({ step: "running", file, preview, progress: null });
    try {
      const query = toQuery(file, preview, choice, false);
      const report = await send(project, file, query, abort, (progress) =>
        setState({ step: "running", file, preview, progress }),
      );
      setState({ step: "done", file, report });
      // The counts beside the navigation come from the server.
      router.refresh();
    } catch (error) {
      const problem = abort.signal.aborted ? "The import was cancelled. Nothing of the file was stored." : messageOf(error);
      setState({ step: "preview", file, preview, check: { state: "idle" }, problem });
    }
  };

  return {
    state,
    choice,
    /** A new choice; what was counted under the old one is counted again, where the file is small. */
    decide: (file: File, preview: ImportPreview, next: ImportChoice) => {
      setChoice(next);
      const changesCounts = next.withLabels !== choice.withLabels || next.criterion !== choice.criterion;
      if (changesCounts && file.size <= COUNTED_BYTES) void count(file, preview, next);
    },
    choose,
    chooseSample: async (name: string) => {
      setState({ step: "looking", name });
      const file = await fetchFile(sample(name), name).catch(messageOf);
      if (typeof file === "string") setState({ step: "choose", problem: file });
      else await choose(file);
    },
    count: (file: File, preview: ImportPreview) => void count(file, preview, choice),
    start,
    cancel: () => running.current?.abort(),
    again: () => {
      begin();
      setState({ step: "choose", problem: null });
    },
  };
}

/** Ends what runs and gives the next work a signal of its own. */
function renew(running: RefObject<AbortController | null>): AbortController {
  running.current?.abort();
  running.current = new AbortController();
  return running.current;
}

async function fetchPreview(project: string, file: File, format: string): Promise<ImportPreview> {
  const query = new URLSearchParams({ fileName: file.name, format });
  const isPart = file.size > PREVIEW_BYTES && !/\.gz$/i.test(file.name);
  const response = await sendFile(api.previewDataset(project, query), isPart ? await wholeLines(file) : file);
  const found: ImportPreview = await response.json();
  return isPart ? { ...found, complete: false } : found;
}

async function send(
  project: string,
  file: File,
  query: URLSearchParams,
  { signal }: AbortController,
  onProgress: (progress: ImportProgress) => void,
): Promise<ImportReport> {
  return readImport(await sendFile(api.importDataset(project, query), file, signal), onProgress);
}

function toQuery(file: File, preview: ImportPreview, choice: ImportChoice, dryRun: boolean): URLSearchParams {
  const query = new URLSearchParams({
    fileName: file.name,
    format: preview.format,
    withLabels: choice.withLabels ? "1" : "0",
    strict: choice.strict ? "1" : "0",
    dryRun: dryRun ? "1" : "0",
  });
  if (choice.annotatorName !== "") query.set("annotatorName", choice.annotatorName);
  if (choice.criterion !== "") query.set("criterion", choice.criterion);
  return query;
}

/** The beginning of a large file up to its last whole line; all of a file that has no lines. */
async function wholeLines(file: File): Promise<Blob> {
  const bytes = new Uint8Array(await file.slice(0, PREVIEW_BYTES).arrayBuffer());
  const last = bytes.lastIndexOf(10);
  // A list in one piece cannot be cut; the server reads no more of it than it shows.
  return last < 0 || bytes[0] === 91 ? file : file.slice(0, last + 1);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
