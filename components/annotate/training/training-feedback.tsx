"use client";

import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import type { AnnotatePage } from "@/components/annotate/annotate-page";
import { answerInWords } from "@/components/annotate/scale-words";
import { trainingTexts } from "@/components/annotate/texts/training";
import { answersOf } from "@/components/annotate/use-label-queue";
import { Button } from "@/components/ui/button";
import { Kbd } from "@/components/ui/kbd";
import { SafeHtml } from "@/components/ui/safe-html";
import { FetchError, fetchJson } from "@/lib/fetch-json";
import { api } from "@/lib/paths";
import type { AskedCriterion, QueueItem } from "@/lib/rounds/types";
import type { CriterionFeedback, Feedback } from "@/lib/training/types";

const texts = trainingTexts.feedback;

export interface TrainingFeedbackProps {
  page: AnnotatePage;
  item: QueueItem;
  /** Whether the answer has arrived at the server, which tells nothing before. */
  isSent: boolean;
  onGoOn: () => void;
}

/** What the guidelines say about the comparison that was just answered, in the place of the next one. No praise, no blame. */
export function TrainingFeedback({ page, item, isSent, onGoOn }: TrainingFeedbackProps) {
  const { round } = page;
  const { data, error } = useFeedback(round.id, item.token, isSent);
  const goOn = useRef<HTMLButtonElement>(null);
  // The scale that had the focus is settled; Enter goes on.
  useEffect(() => goOn.current?.focus({ preventScroll: true }), []);
  return (
    <section className="st-feedback notice notice-accent" aria-label={texts.name} aria-live="polite">
      {data ? null : <Waiting error={error} />}
      {data?.criteria.map((each) => {
        const criterion = round.criteria.find(({ id }) => id === each.criterionId);
        return criterion ? <One key={criterion.id} page={page} item={item} criterion={criterion} feedback={each} /> : null;
      })}
      <div className="actions items-center">
        <Button variant="primary" ref={goOn} onClick={onGoOn}>
          {texts.goOn} <Kbd>↵</Kbd>
        </Button>
        {round.guidelines ? (
          <Button variant="ghost" onClick={() => page.setOverlay("guidelines")}>
            {texts.guidelines}
          </Button>
        ) : null}
        {data ? (
          <span className="quiet">{texts.standing(data.standing.done, data.standing.total, data.standing.right)}</span>
        ) : null}
      </div>
    </section>
  );
}

const SAYS: Readonly<Record<CriterionFeedback["verdict"], string>> = texts.says;

interface OneProps {
  page: AnnotatePage;
  item: QueueItem;
  criterion: AskedCriterion;
  feedback: CriterionFeedback;
}

function One({ page: { round }, item, criterion, feedback }: OneProps) {
  const { verdict, answer, click, explanation, criterionId } = feedback;
  const gold = answerInWords(round.scale, criterion, { answer, click });
  const own = answersOf(item).get(criterionId);
  return (
    <div>
      <p>
        {round.criteria.length > 1 ? `${criterion.question} ` : ""}
        <strong>
          {SAYS[verdict]} {toClause(gold)}.
        </strong>{" "}
        {own ? texts.youSaid(toClause(answerInWords(round.scale, criterion, own))) : ""}
        {verdict === "right" ? "" : texts.noData}
      </p>
      {explanation ? <SafeHtml className="material material-sm mt-1" html={explanation} /> : null}
    </div>
  );
}

function toClause(words: string): string {
  return words.charAt(0).toLowerCase() + words.slice(1);
}

function Waiting({ error }: { error: Error | null }) {
  if (error instanceof FetchError && error.code !== "conflict" && error.status !== 0) return <p>{error.message}</p>;
  return <p>{texts.waiting}</p>;
}

function useFeedback(roundId: string, token: string, isSent: boolean) {
  return useQuery({
    queryKey: ["training-feedback", roundId, token],
    queryFn: () => fetchJson<Feedback>(api.feedback(roundId, token)),
    enabled: isSent,
    retry: (_, error) => error instanceof FetchError && (error.status === 0 || error.code === "conflict"),
    retryDelay: (failures) => Math.min(5000, 200 * 2 ** failures),
    staleTime: Number.POSITIVE_INFINITY,
    networkMode: "always",
  });
}
