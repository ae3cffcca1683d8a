import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { fetchJson } from "@/lib/fetch-json";
import type { DraftPreview, PromptOrder } from "@/lib/judges/types";
import { api } from "@/lib/paths";

/** Which of the prompts is looked at; empty: the first. */
export interface PreviewPlace {
  criterionId: string;
  comparison: string;
  order: PromptOrder;
  principleId: string;
}

const FIRST: PreviewPlace = { criterionId: "", comparison: "", order: "AB", principleId: "" };

/** The prompt that the texts of the editor's form stand for; nothing while they are null. */
export function useDraftPreview(project: string, texts: Readonly<Record<string, string>> | null) {
  const [place, setPlace] = useState(FIRST);
  const { data, error } = useQuery({
    queryKey: ["judge-preview", project, texts, place],
    queryFn: ({ signal }) =>
      fetchJson<DraftPreview>(api.judgePreview(project), { method: "POST", body: { texts, ...place }, signal }),
    placeholderData: keepPreviousData,
    retry: false,
    enabled: texts !== null,
  });
  const move = (to: Partial<PreviewPlace>): void => setPlace((before) => ({ ...before, ...to }));
  return { data, error, place, move };
}
