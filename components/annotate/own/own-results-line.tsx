"use client";

import { useQuery } from "@tanstack/react-query";
import { fetchJson } from "@/lib/fetch-json";
import { formatCount } from "@/lib/format";
import type { OwnResults } from "@/lib/gold/types";
import { api } from "@/lib/paths";

/** The person's own agreement with gold and with themselves, in a project that shows it; else nothing. */
export function OwnResultsLine({ roundId }: { roundId: string }) {
  const { data } = useQuery({
    queryKey: ["own-results", roundId],
    queryFn: () => fetchJson<{ results: OwnResults | null }>(api.myResults(roundId)),
    gcTime: 0,
    retry: false,
  });
  if (!data?.results) return null;
  const { gold, repeats } = data.results;
  if (gold.of + repeats.of === 0) return null;
  const parts = [
    ...(gold.of > 0 ? [`${formatCount(gold.same)} of ${formatCount(gold.of)} as the researchers answer`] : []),
    ...(repeats.of > 0 ? [`${formatCount(repeats.same)} of ${formatCount(repeats.of)} as you answered before`] : []),
  ];
  return <p className="note">Your answers so far: {parts.join("; ")}.</p>;
}
