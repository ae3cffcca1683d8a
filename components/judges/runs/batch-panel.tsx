"use client";

import { useMutation } from "@tanstack/react-query";
import { Download } from "lucide-react";
import { Field } from "@/components/ui/form/field";
import { Input } from "@/components/ui/form/input";
import { Icon } from "@/components/ui/icon";
import { Notice } from "@/components/ui/notice";
import { fetchJson } from "@/lib/fetch-json";
import { formatCount, formatQuantity } from "@/lib/format";
import type { ImportedAnswers, RunProgress } from "@/lib/judges/types";
import { api } from "@/lib/paths";

export interface BatchPanelProps {
  progress: RunProgress;
  /** Called when a file was taken. */
  onImported: () => void;
}

/** The two files of a batch run: its requests to download, its answers to upload, whole or in parts, as often as one likes. */
export function BatchPanel({ progress, onImported }: BatchPanelProps) {
  const upload = useMutation({
    mutationFn: (file: File) => fetchJson<ImportedAnswers>(api.judgeRunAnswers(progress.id), { method: "POST", file }),
    onSuccess: onImported,
  });
  // A cap may refuse the file, and a browser does not show why a download failed.
  const check = useMutation({
    mutationFn: () => fetchJson(api.judgeRunRequestsCheck(progress.id)),
    onSuccess: () => window.location.assign(api.judgeRunRequests(progress.id)),
  });
  const error = check.error ?? upload.error;
  return (
    <div className="mt-4 grid justify-items-start gap-3">
      <p className="note">
        The files are in OpenAI’s batch format, for chat completions only. Under a cap the file leaves only if all its calls fit.
      </p>
      <div className="flex flex-wrap items-end gap-x-6 gap-y-3">
        <a
          className="btn"
          href={api.judgeRunRequests(progress.id)}
          download
          onClick={(event) => {
            event.preventDefault();
            check.mutate();
          }}
        >
          <Icon of={Download} />
          Download {formatQuantity(progress.calls.waiting, "request")}
        </a>
        <Field label="Answers of the provider" help="A .jsonl file; parts and repeats are fine.">
          <Input
            type="file"
            accept=".jsonl,.ndjson,application/jsonl,application/x-ndjson"
            disabled={upload.isPending}
            onChange={(event) => {
              const file = event.target.files?.[0];
              if (file) upload.mutate(file);
              event.target.value = "";
            }}
          />
        </Field>
      </div>
      <div role="status">{upload.isPending ? "Reading the answers …" : null}</div>
      {error ? <Notice tone="danger">{error.message}</Notice> : null}
      {upload.data ? <Report report={upload.data} /> : null}
    </div>
  );
}

function Report({ report }: { report: ImportedAnswers }) {
  const { lines, stored, known, failed, refused, refusedCount } = report;
  return (
    <Notice tone={refusedCount > 0 || failed > 0 ? "warn" : "plain"} title={`${formatQuantity(lines, "line")} read.`}>
      {formatCount(stored)} stored, {formatCount(known)} known already, {formatCount(failed)} failed at the provider,{" "}
      {formatCount(refusedCount)} refused.
      {refused.length > 0 ? (
        <ul>
          {refused.map(({ line, reason }) => (
            <li key={line}>
              Line {formatCount(line)}: {reason}
            </li>
          ))}
        </ul>
      ) : null}
    </Notice>
  );
}
