"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { fetchJson } from "@/lib/fetch-json";
import { api } from "@/lib/paths";
import type { RevisionAction } from "@/lib/revisions/schema";
import type { RevisionProgress } from "@/lib/revisions/types";

const RUNNING_MS = 1_500;
const STILL_MS = 10_000;

/** A run's progress, asked again while the page stays open, and what can be done to it. */
export function useRevisionProgress(initial: RevisionProgress) {
  const client = useQueryClient();
  const queryKey = ["revision-run", initial.id];
  const query = useQuery({
    queryKey,
    queryFn: ({ signal }) => fetchJson<RevisionProgress>(api.revisionRun(initial.id), { signal }),
    initialData: initial,
    refetchInterval: ({ state }) => (state.data?.state === "RUNNING" ? RUNNING_MS : STILL_MS),
  });
  const control = useMutation({
    mutationFn: (body: RevisionAction) => fetchJson<RevisionProgress>(api.revisionRun(initial.id), { method: "POST", body }),
    onSuccess: (progress) => client.setQueryData(queryKey, progress),
  });
  return {
    progress: query.data,
    isStale: query.isError,
    problem: control.error ?? query.error,
    control: control.mutate,
    isPending: control.isPending,
  };
}
