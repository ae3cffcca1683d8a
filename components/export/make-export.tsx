"use client";

import { useQuery } from "@tanstack/react-query";
import { Download } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";
import { Notice } from "@/components/ui/notice";
import { Progress } from "@/components/ui/progress";
import type { ExportInputDraft } from "@/lib/datasets/export-schema";
import type { ExportEntry } from "@/lib/datasets/export-types";
import { fetchJson } from "@/lib/fetch-json";
import { formatCount, formatDuration, formatPercent } from "@/lib/format";
import { api } from "@/lib/paths";

export interface MakeExportProps {
  project: string;
  input: ExportInputDraft;
  /** The person may release versions. */
  mayRelease: boolean;
}

const EVERY_MS = 400;

/** Orders the file, shows how far it is, and downloads it; it then stands first among those made before. */
export function MakeExport({ project, input, mayRelease }: MakeExportProps) {
  const router = useRouter();
  const [id, setId] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [note, setNote] = useState<string | null>(null);
  const [isOrdering, setOrdering] = useState(false);
  const entry = useQuery<ExportEntry>({
    queryKey: ["export", id],
    enabled: id !== null,
    refetchInterval: ({ state }) => (isUnderWay(state.data) ? EVERY_MS : false),
    queryFn: async ({ signal }) => {
      const found = await fetchJson<ExportEntry>(api.export(project, id ?? ""), { signal });
      if (isUnderWay(found)) return found;
      setId(null);
      if (found.state === "FAILED") setProblem(found.error ?? "It could not be written.");
      if (found.state === "DONE" && found.release === null) window.location.assign(api.exportFile(project, found.id));
      router.refresh();
      return found;
    },
  });
  async function act(work: () => Promise<void>) {
    setProblem(null);
    try {
      await work();
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error));
    } finally {
      setOrdering(false);
    }
  }
  const order = (release: { note: string } | undefined) =>
    act(async () => {
      const body = { spec: input, ...(release ? { release } : {}) };
      setOrdering(true);
      setId((await fetchJson<{ id: string }>(api.exports(project), { method: "POST", body })).id);
      setNote(null);
    });
  const cancel = () => act(async () => void (await fetchJson(api.export(project, id ?? ""), { method: "DELETE" })));
  return (
    <div className="make-export">
      {problem ? (
        <Notice tone="danger" title="The file was not made.">
          {problem}
        </Notice>
      ) : null}
      {id === null ? (
        <>
          <Button variant="primary" size="lg" disabled={isOrdering} onClick={() => order(undefined)}>
            <Icon of={Download} />
            Make the file and download it
          </Button>
          {mayRelease && note === null ? <Button onClick={() => setNote("")}>Release it as a version …</Button> : null}
          {note === null ? null : (
            <div className="field">
              <label htmlFor="release-note">What is new in this version</label>
              <textarea
                id="release-note"
                className="input"
                rows={2}
                value={note}
                onChange={(event) => setNote(event.target.value)}
              />
              <Button disabled={isOrdering} onClick={() => order({ note })}>
                Release
              </Button>
            </div>
          )}
        </>
      ) : (
        <UnderWay entry={entry.data} onCancel={cancel} />
      )}
    </div>
  );
}

function isUnderWay(entry: ExportEntry | undefined): boolean {
  return entry === undefined || entry.state === "WAITING" || entry.state === "RUNNING";
}

function UnderWay({ entry, onCancel }: { entry: ExportEntry | undefined; onCancel: () => void }) {
  const { seen = 0, total = 0, startedAt = null } = entry ?? {};
  const seconds = startedAt === null ? 0 : (Date.now() - Date.parse(startedAt)) / 1000;
  const left = seen > 0 ? (seconds * (total - seen)) / seen : null;
  return (
    <div aria-live="polite">
      <Progress value={seen} max={total} label="Comparisons read" running />
      <p className="note">
        {entry?.state === "WAITING" || total === 0 ? (
          "Waiting for its turn …"
        ) : (
          <>
            <b>{formatCount(seen)}</b> of {formatCount(total)} comparisons · {formatPercent(seen / total)}
            {left === null ? "" : ` · ${formatDuration(left)} left`}
          </>
        )}
      </p>
      <Button onClick={onCancel}>Cancel</Button>
    </div>
  );
}
