import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
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
/** After the last key press: a pause between two words is shorter. */
const WAIT_MS = 400;

/** The prompt that a form stands for, read again a moment after each change of it. */
export function useDraftPreview(project: string, initial: Readonly<Record<string, string>>) {
  const [texts, setTexts] = useState(initial);
  const [place, setPlace] = useState(FIRST);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const { data, error } = useQuery({
    queryKey: ["judge-preview", project, texts, place],
    queryFn: ({ signal }) =>
      fetchJson<DraftPreview>(api.judgePreview(project), { method: "POST", body: { texts, ...place }, signal }),
    placeholderData: keepPreviousData,
    retry: false,
  });
  return {
    data,
    error,
    place,
    move: (to: Partial<PreviewPlace>) => setPlace((before) => ({ ...before, ...to })),
    /** Called at every change of the form, and at every press of a button in it. */
    follow: (form: HTMLFormElement) => {
      clearTimeout(timer.current);
      timer.current = setTimeout(() => setTexts(readTexts(form)), WAIT_MS);
    },
  };
}

/** The settings in a form. A key stays in its field. */
function readTexts(form: HTMLFormElement): Record<string, string> {
  const entries = [...new FormData(form)].flatMap(([name, value]) =>
    typeof value === "string" && name !== "apiKey" && !name.startsWith("$ACTION") ? [[name, value] as const] : [],
  );
  return Object.fromEntries(entries);
}
