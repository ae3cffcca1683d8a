"use client";

import { useRouter } from "next/navigation";
import { type RefObject, useRef, useState } from "react";
import type { ColumnMap } from "@/lib/datasets/mapping-schema";
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

  const choose = async (file: File, told: Told = {}) => {
    begin();
    setChoice(FIRST_CHOICE);
    if (told.map === undefined) setState({ step: "looking", name: file.name });
    try {
      const preview = await fetchPreview(project, file, told);
      setState({ step: "preview", file, preview, check: { state: "idle" }, problem: null });
      if (file.size <= COUNTED_BYTES && !isIncomplete(preview)) await count(file, preview, FIRST_CHOICE);
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

/** What the person said of a file: its format, and which columns its fields are read from. */
interface Told {
  format?: string;
  map?: ColumnMap;
}

/** Whether fields still wait for a column, so that nothing can be counted or stored. */
export function isIncomplete({ mapping }: ImportPreview): boolean {
  return mapping !== null && mapping.missing.length > 0;
}

async function fetchPreview(project: string, file: File, { format = "auto", map = {} }: Told): Promise<ImportPreview> {
  const part = file.size > PREVIEW_BYTES ? await beginningOf(file) : file;
  const isPart = part !== file;
  const query = new URLSearchParams({ fileName: file.name, format, map: JSON.stringify(map), isPart: isPart ? "1" : "0" });
  const response = await sendFile(api.previewDataset(project, query), part);
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
  if (preview.mapping) query.set("map", JSON.stringify(preview.mapping.map));
  if (choice.annotatorName !== "") query.set("annotatorName", choice.annotatorName);
  if (choice.criterion !== "") query.set("criterion", choice.criterion);
  return query;
}

/**
 * The beginning of a large file up to its last whole line. All of a file that cannot be cut: packed ones, Parquet (which is read from its end),
 * and a list in one piece, of which the server reads no more than it shows.
 */
async function beginningOf(file: File): Promise<Blob> {
  const bytes = new Uint8Array(await file.slice(0, PREVIEW_BYTES).arrayBuffer());
  const last = bytes.lastIndexOf(10);
  const isPacked = bytes[0] === 0x1f && bytes[1] === 0x8b;
  return last < 0 || bytes[0] === 0x5b || isPacked || isParquet(bytes) ? file : file.slice(0, last + 1);
}

function isParquet(bytes: Uint8Array): boolean {
  return String.fromCharCode(...bytes.subarray(0, 4)) === "PAR1";
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
