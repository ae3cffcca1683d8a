import { fetchJson } from "@/lib/fetch-json";
import { api } from "@/lib/paths";
import type { OwnAnswers } from "@/lib/rounds/types";
import type { AnswerFilters } from "./answers-filters";

/** One page of the person's own answers; `after` is the `next` of the page before. */
export function fetchOwnAnswers(roundId: string, filters: AnswerFilters, after: number | null): Promise<OwnAnswers> {
  const query = new URLSearchParams(Object.entries(filters).filter(([, value]) => value.trim() !== ""));
  if (after !== null) query.set("after", String(after));
  return fetchJson<OwnAnswers>(api.myAnswers(roundId, query));
}
