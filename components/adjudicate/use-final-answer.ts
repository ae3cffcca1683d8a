"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { newEventId } from "@/components/annotate/outbox/new-event-id";
import type { AdjudicationInput } from "@/lib/adjudication/schema";
import type { AdjudicationOutcome } from "@/lib/adjudication/types";
import type { AdjudicationView } from "@/lib/comparisons/types";
import { fetchJson } from "@/lib/fetch-json";
import { api } from "@/lib/paths";
import type { Chosen } from "./words";

export interface FinalAnswerParts {
  project: string;
  comparisonId: string;
  criterionId: string;
  /** What stood when the page was opened. */
  standing: AdjudicationView | null;
  /** Where to go when it is stored. */
  nextHref: string;
}

/** A final answer while it is written: chosen, reasoned, sent, and perhaps overtaken by somebody else's. */
export function useFinalAnswer({ project, comparisonId, criterionId, standing, nextHref }: FinalAnswerParts) {
  const router = useRouter();
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const [rationale, setRationale] = useState("");
  const [wantsSecond, setWantsSecond] = useState(false);
  const [problem, setProblem] = useState<{ of: "answer" | "rationale" | "sending"; text: string } | null>(null);
  const [overtaken, setOvertaken] = useState<AdjudicationView | null>(null);
  const [isBusy, setBusy] = useState(false);
  // One id for one content: sent again after a lost connection, it is stored once.
  const [sent, setSent] = useState<{ id: string; content: string } | null>(null);

  const send = async () => {
    if (isBusy) return;
    if (!chosen) return setProblem({ of: "answer", text: "Choose an answer first." });
    if (rationale.trim() === "") return setProblem({ of: "rationale", text: "Say why." });
    const seen = (overtaken ?? standing)?.id ?? null;
    const content = { comparisonId, criterionId, rationale: rationale.trim(), wantsSecond, seen, ...chosen };
    const text = JSON.stringify(content);
    const id = sent?.content === text ? sent.id : newEventId();
    setSent({ id, content: text });
    setBusy(true);
    setProblem(null);
    try {
      const body: AdjudicationInput = { id, ...content };
      const outcome = await fetchJson<AdjudicationOutcome>(api.adjudications(project), { method: "POST", body });
      if (outcome.status !== "overtaken") {
        router.push(nextHref);
        return;
      }
      setOvertaken(outcome.standing);
    } catch (error) {
      setProblem({ of: "sending", text: error instanceof Error ? error.message : "That did not work. Try again." });
    }
    setBusy(false);
  };
  const choose = (next: Chosen) => {
    setChosen(next);
    setProblem(null);
  };
  return {
    chosen,
    choose,
    rationale,
    setRationale,
    wantsSecond,
    setWantsSecond,
    problem,
    overtaken,
    isBusy,
    send: () => void send(),
  };
}
