"use client";

import { Download } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";
import { Notice } from "@/components/ui/notice";
import type { ExportInputDraft } from "@/lib/datasets/export-schema";
import { fetchJson } from "@/lib/fetch-json";
import { api } from "@/lib/paths";

export interface MakeExportProps {
  project: string;
  input: ExportInputDraft;
}

/** Writes the file and says so; it then stands first in the list below. */
export function MakeExport({ project, input }: MakeExportProps) {
  const router = useRouter();
  const [isPending, startTransition] = useTransition();
  const [problem, setProblem] = useState<string | null>(null);
  const make = () =>
    startTransition(async () => {
      setProblem(null);
      try {
        const { id } = await fetchJson<{ id: string }>(api.exports(project), { method: "POST", body: input });
        router.refresh();
        window.location.assign(api.exportFile(project, id));
      } catch (error) {
        setProblem(error instanceof Error ? error.message : String(error));
      }
    });
  return (
    <>
      {problem ? (
        <Notice tone="danger" title="The file was not made.">
          {problem}
        </Notice>
      ) : null}
      <Button variant="primary" size="lg" onClick={make} disabled={isPending}>
        <Icon of={Download} />
        {isPending ? "Writing the file …" : "Make the file and download it"}
      </Button>
    </>
  );
}
