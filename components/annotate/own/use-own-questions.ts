"use client";

import { useCallback, useEffect, useState } from "react";
import type { OwnQuestions } from "@/components/annotate/annotate-page";
import { fetchAnswer, fetchJson } from "@/lib/fetch-json";
import { api } from "@/lib/paths";
import type { OwnQuestions as Answer, OwnQuestion } from "@/lib/questions/types";

/** Looks for answers when the page comes into view again, and now and then while a question waits for one. */
const EVERY_MILLISECONDS = 60_000;
/** Not in the moment in which the page is opened: the next comparisons come first. */
const FIRST_MILLISECONDS = 3000;
/** By then a question that was just asked has mostly arrived. */
const SENT_MILLISECONDS = 300;

/**
 * The person's questions in a round, with the answers as they come.
 *
 * @param sent - Questions of this page that have been sent: each asks anew.
 * @param isOpen - False before a gate: who leaves there may no longer ask.
 */
export function useOwnQuestions(roundId: string, sent: number, isOpen: boolean): OwnQuestions {
  const [list, setList] = useState<readonly OwnQuestion[]>([]);
  const waits = list.some(({ answer }) => answer === null);

  useEffect(() => {
    if (!isOpen) return;
    let isWanted = true;
    const look = () => {
      if (document.hidden) return;
      void fetchJson<Answer>(api.myQuestions(roundId)).then(
        ({ questions }) => isWanted && setList(questions),
        // Offline or signed out: asked again at the next look.
        () => undefined,
      );
    };
    const first = window.setTimeout(look, FIRST_MILLISECONDS);
    const soon = sent === 0 ? undefined : window.setTimeout(look, SENT_MILLISECONDS);
    const timer = waits ? window.setInterval(look, EVERY_MILLISECONDS) : undefined;
    document.addEventListener("visibilitychange", look);
    return () => {
      isWanted = false;
      window.clearTimeout(first);
      window.clearTimeout(soon);
      window.clearInterval(timer);
      document.removeEventListener("visibilitychange", look);
    };
  }, [roundId, sent, isOpen, waits]);

  const markSeen = useCallback(() => {
    const seenAt = new Date().toISOString();
    setList((old) =>
      old.map((question) => (question.answer === null ? question : { ...question, seenAt: question.seenAt ?? seenAt })),
    );
    // Not seen on the server when offline: the badge then comes back, and nothing is lost.
    void fetchAnswer(api.myQuestions(roundId), { method: "POST", body: {} }).catch(() => undefined);
  }, [roundId]);
  const unseen = list.filter(({ answer, seenAt }) => answer !== null && seenAt === null).length;
  return { list, unseen, markSeen };
}
