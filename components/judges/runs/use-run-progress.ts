"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { fetchJson } from "@/lib/fetch-json";
import type { RunAction } from "@/lib/judges/run-schema";
import type { RunProgress } from "@/lib/judges/types";
import { api } from "@/lib/paths";

const RUNNING_MS = 1_500;
const BUSY_MS = 5_000;
const STILL_MS = 10_000;
/** Counting a run of this many calls takes the server noticeable time. */
const MANY_CALLS = 50_000;

/** A run's progress, asked again while the page stays open, and what can be done to it. */
export function useRunProgress(initial: RunProgress) {
  const client = useQueryClient();
  const queryKey = ["judge-run", initial.id];
  const query = useQuery({
    queryKey,
    queryFn: ({ signal }) => fetchJson<RunProgress>(api.judgeRun(initial.id), { signal }),
    initialData: initial,
    refetchInterval: ({ state }) => {
      if (state.data?.state !== "RUNNING") return STILL_MS;
      return state.data.calls.total > MANY_CALLS ? BUSY_MS : RUNNING_MS;
    },
  });
  const control = useMutation({
    mutationFn: (body: RunAction) => fetchJson<RunProgress>(api.judgeRun(initial.id), { method: "POST", body }),
    onSuccess: (progress) => client.setQueryData(queryKey, progress),
  });
  return {
    progress: query.data,
    isStale: query.isError,
    problem: control.error ?? query.error,
    control: control.mutate,
    isPending: control.isPending,
    refresh: () => void query.refetch(),
  };
}
