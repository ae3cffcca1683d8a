"use client";

import { useQuery } from "@tanstack/react-query";
import { ownTexts } from "@/components/annotate/texts/own";
import { fetchJson } from "@/lib/fetch-json";
import type { OwnResults } from "@/lib/gold/types";
import { api } from "@/lib/paths";

const texts = ownTexts.results;

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
    ...(gold.of > 0 ? [texts.asResearchers(gold.same, gold.of)] : []),
    ...(repeats.of > 0 ? [texts.asBefore(repeats.same, repeats.of)] : []),
  ];
  return <p className="note">{texts.line(parts)}</p>;
}
