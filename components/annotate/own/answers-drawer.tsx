"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { ServerState } from "@/components/annotate/overlays/server-state";
import { answerInWords } from "@/components/annotate/scale-words";
import { ownTexts } from "@/components/annotate/texts/own";
import { Button } from "@/components/ui/button";
import { Kbd } from "@/components/ui/kbd";
import type { QueueRound } from "@/lib/rounds/types";
import { type AnswerFilters, AnswersFilters } from "./answers-filters";
import { fetchOwnAnswers } from "./fetch-own-answers";
import { OwnResultsLine } from "./own-results-line";

const texts = ownTexts.answers;

export interface AnswersDrawerProps {
  round: QueueRound;
  /** Answers on this device that the server does not have yet; they are not in the list. */
  toSend: number;
  onOpen: (token: string) => void;
  onClose: () => void;
}

/** The person's own answers in this round, by filters; one of them opens its comparison again, to be looked at or changed. */
export function AnswersDrawer(props: AnswersDrawerProps) {
  return (
    <ServerState>
      <Answers {...props} />
    </ServerState>
  );
}

function Answers({ round, toSend, onOpen, onClose }: AnswersDrawerProps) {
  const sheet = useRef<HTMLElement>(null);
  const [filters, setFilters] = useState<AnswerFilters>({ answer: "", criterion: "", only: "", q: "" });
  useEffect(() => sheet.current?.focus(), []);
  const { data, error, isPending, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery({
    queryKey: ["own-answers", round.id, filters],
    queryFn: ({ pageParam }) => fetchOwnAnswers(round.id, filters, pageParam),
    initialPageParam: null as number | null,
    getNextPageParam: ({ next }) => next,
    gcTime: 0,
    retry: false,
  });
  const entries = data?.pages.flatMap((page) => page.entries) ?? [];
  const total = data?.pages[0]?.total ?? 0;
  return (
    <aside
      className="pop drawer st-drawer ow-sheet"
      aria-labelledby="answers-name"
      tabIndex={-1}
      ref={sheet}
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        event.stopPropagation();
        onClose();
      }}
    >
      <header>
        <h2 id="answers-name">{texts.title}</h2>
        <Button variant="ghost" size="sm" onClick={onClose}>
          {ownTexts.close} <Kbd>Esc</Kbd>
        </Button>
      </header>
      <AnswersFilters round={round} filters={filters} onChange={setFilters} />
      <p className="note" role="status">
        {isPending ? texts.looking : error ? error.message : texts.found(total)}
        {toSend > 0 ? texts.toSend(toSend) : ""}
      </p>
      <OwnResultsLine roundId={round.id} />
      <ul className="ow-list">
        {entries.map(({ key, token, place, excerpt, answers, isChanged }) => (
          <li key={key}>
            <button type="button" className="ow-entry" onClick={() => onOpen(token)}>
              <span className="ow-line">
                <b>{ownTexts.comparison(place)}</b>
                {isChanged ? <span className="quiet">{texts.changed}</span> : null}
              </span>
              <span className="ow-excerpt">{excerpt}</span>
              {round.criteria.map((criterion) => {
                const answer = answers.find(({ criterionId }) => criterionId === criterion.id);
                if (!answer) return null;
                return (
                  <span key={criterion.id} className="quiet">
                    {round.criteria.length > 1 ? `${criterion.key}: ` : ""}
                    {answerInWords(round.scale, criterion, answer)}
                    {answer.rationale ? texts.rationale(answer.rationale) : ""}
                  </span>
                );
              })}
            </button>
          </li>
        ))}
      </ul>
      {hasNextPage ? (
        <Button size="sm" onClick={() => void fetchNextPage()} aria-disabled={isFetchingNextPage || undefined}>
          {texts.earlier}
        </Button>
      ) : null}
    </aside>
  );
}
