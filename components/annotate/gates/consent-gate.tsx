"use client";

import { useState } from "react";
import { gateTexts } from "@/components/annotate/texts/gates";
import { Button } from "@/components/ui/button";
import { Confirm } from "@/components/ui/confirm";
import { Notice } from "@/components/ui/notice";
import { SafeHtml } from "@/components/ui/safe-html";
import { fetchJson } from "@/lib/fetch-json";
import { api, paths } from "@/lib/paths";
import type { QueueGate } from "@/lib/rounds/types";

const texts = gateTexts.consent;

export interface ConsentGateProps {
  gate: Extract<QueueGate, { kind: "consent" }>;
  roundId: string;
  /** Labels that are on this device and not sent. */
  waiting: number;
  reopen: () => Promise<void>;
}

/** What the project says before the first comparison, the agreement to it, and a plain way out. */
export function ConsentGate({ gate, roundId, waiting, reopen }: ConsentGateProps) {
  const { warning, consent, isChanged } = gate;
  const { accept, leave, isBusy, problem } = useChoice(roundId, gate.hash, reopen);
  return (
    <section className="a-main st-done gate-sheet" aria-labelledby="gate-name" tabIndex={-1}>
      <h2 id="gate-name">{isChanged ? texts.changed : gateTexts.first}</h2>
      <p>{isChanged ? texts.readAgain : texts.readFirst}</p>
      {warning ? (
        <section aria-labelledby="gate-warning">
          <h3 id="gate-warning">{texts.warning}</h3>
          <SafeHtml className="material material-sm" html={warning} />
        </section>
      ) : null}
      {consent ? (
        <section aria-labelledby="gate-consent">
          <h3 id="gate-consent">{texts.agreement}</h3>
          <SafeHtml className="material material-sm" html={consent} />
        </section>
      ) : null}
      {problem ? <Notice tone="danger">{problem}</Notice> : null}
      <div className="actions items-center">
        <Button variant="primary" size="lg" disabled={isBusy} onClick={accept}>
          {isBusy ? gateTexts.opening : texts.agree}
        </Button>
        <Confirm
          trigger={
            <Button size="lg" disabled={isBusy || waiting > 0}>
              {texts.leave.open}
            </Button>
          }
          title={texts.leave.title}
          keep={texts.leave.stay}
          confirm={texts.leave.confirm}
          busy={texts.leave.busy}
          undoable
          onConfirm={leave}
        >
          <p>{texts.leave.text}</p>
        </Confirm>
        {waiting > 0 ? <span className="quiet">{texts.sentFirst}</span> : null}
      </div>
    </section>
  );
}

function useChoice(roundId: string, hash: string, reopen: () => Promise<void>) {
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const run = async (work: () => Promise<unknown>) => {
    setBusy(true);
    setProblem(null);
    try {
      await work();
    } catch (error) {
      setProblem(error instanceof Error ? error.message : gateTexts.failed);
      setBusy(false);
    }
  };
  return {
    accept: () =>
      void run(async () => {
        await fetchJson(api.consent(roundId), { method: "POST", body: { hash } });
        await reopen();
      }),
    leave: () =>
      void run(async () => {
        await fetchJson(api.leaveRound(roundId), { method: "POST", body: {} });
        // The page of a round that is no longer theirs has nothing left to say.
        window.location.assign(paths.projects());
      }),
    isBusy,
    problem,
  };
}
