"use client";

import { useCallback, useState } from "react";
import { ComparisonWorkspace } from "@/components/annotate/comparison-workspace";
import { fetchJson } from "@/lib/fetch-json";
import { api } from "@/lib/paths";
import type { Queue } from "@/lib/rounds/types";

export interface GatedWorkspaceProps {
  queue: Queue;
  userId: string;
  /** The queue comes from this device, because the server could not be reached. */
  isKept?: boolean;
}

/** So many at first: the rest is fetched while these are read. */
const FIRST_COMPARISONS = 3;

/**
 * The annotator's page, begun anew with a queue of its own when guidelines were read or a training was passed: comparisons that were fetched
 * before were under the versions of before.
 */
export function GatedWorkspace({ queue, userId, isKept = false }: GatedWorkspaceProps) {
  const [opened, setOpened] = useState({ queue, times: 0 });
  const roundId = queue.round.id;
  const reopen = useCallback(async () => {
    const fresh = await fetchJson<Queue>(`${api.queue(roundId)}?limit=${FIRST_COMPARISONS}`);
    setOpened(({ times }) => ({ queue: fresh, times: times + 1 }));
  }, [roundId]);
  const isOld = isKept && opened.times === 0;
  return <ComparisonWorkspace key={opened.times} queue={opened.queue} userId={userId} isKept={isOld} reopen={reopen} />;
}
