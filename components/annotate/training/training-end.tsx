"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { trainingTexts } from "@/components/annotate/texts/training";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { PlainLinkButton } from "@/components/ui/plain-link-button";
import { fetchJson } from "@/lib/fetch-json";
import { api, paths } from "@/lib/paths";
import type { TrainingStanding, TrainingState } from "@/lib/training/types";

const texts = trainingTexts.end;

export interface TrainingEndProps {
  roundId: string;
  roundName: string;
  /** Comparisons whose labels are not sent yet. */
  toSend: number;
  reopen: () => Promise<void>;
}

/** What came of a training, and what it opens; below the mark, the way to another try. */
export function TrainingEnd({ roundId, roundName, toSend, reopen }: TrainingEndProps) {
  const { data, error } = useQuery({
    queryKey: ["training", roundId, toSend],
    queryFn: () => fetchJson<TrainingState>(api.training(roundId)),
    enabled: toSend === 0,
    // Of a try before this one nothing is shown.
    gcTime: 0,
  });
  const { retry, isBusy, problem } = useRetry(roundId, reopen);
  const standing = data?.standing;
  return (
    <section className="a-main st-done" aria-labelledby="training-end" aria-live="polite">
      <h2 id="training-end">{toTitle(roundName, standing)}</h2>
      {standing ? <Result standing={standing} /> : <p>{error ? error.message : texts.onTheirWay}</p>}
      {problem ? <Notice tone="danger">{problem}</Notice> : null}
      <div className="actions flex-wrap items-center">
        {standing?.passed === false ? (
          <Button variant="primary" size="lg" disabled={isBusy} onClick={retry}>
            {isBusy ? texts.opening : texts.again}
          </Button>
        ) : null}
        {standing?.passed
          ? data?.opens.map(({ id, name }, index) => (
              <PlainLinkButton key={id} variant={index === 0 ? "primary" : "default"} size="lg" href={paths.annotate(id)}>
                {texts.goTo(name)}
              </PlainLinkButton>
            ))
          : null}
        <PlainLinkButton size="lg" href={paths.home()}>
          {texts.home}
        </PlainLinkButton>
      </div>
    </section>
  );
}

function toTitle(roundName: string, standing: TrainingStanding | undefined): string {
  if (standing?.passed == null) return texts.answered(roundName);
  return standing.passed ? texts.passed(roundName) : texts.notPassed(roundName);
}

function Result({ standing }: { standing: TrainingStanding }) {
  const { right, total, passMark, attempt } = standing;
  const needed = Math.ceil(passMark * total - 1e-9);
  return (
    <p>
      {attempt > 1 ? texts.attempt(attempt) : ""}
      {texts.result(right, total, needed)}
    </p>
  );
}

function useRetry(roundId: string, reopen: () => Promise<void>) {
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const retry = async () => {
    setBusy(true);
    setProblem(null);
    try {
      await fetchJson(api.training(roundId), { method: "POST", body: {} });
      await reopen();
    } catch (error) {
      setProblem(error instanceof Error ? error.message : texts.failed);
      setBusy(false);
    }
  };
  return { retry: () => void retry(), isBusy, problem };
}
