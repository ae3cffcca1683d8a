"use client";

import { type RefObject, useEffect, useRef, useState } from "react";
import { useReady } from "@/components/annotate/status/use-ready";
import { gateTexts } from "@/components/annotate/texts/gates";
import { LineChanges } from "@/components/guidelines/line-changes";
import { Button } from "@/components/ui/button";
import { Kbd } from "@/components/ui/kbd";
import { Notice } from "@/components/ui/notice";
import { SafeHtml } from "@/components/ui/safe-html";
import { fetchJson } from "@/lib/fetch-json";
import { api } from "@/lib/paths";
import type { QueueGate } from "@/lib/rounds/types";

const texts = gateTexts.guidelines;

export interface GuidelinesGateProps {
  gate: Extract<QueueGate, { kind: "guidelines" }>;
  roundId: string;
  waiting: number;
  reopen: () => Promise<void>;
}

/** So little below the view is the sheet's own edge, not text. */
const END_PIXELS = 80;

/** The guidelines before the first label, and what changed in them before the next one. */
export function GuidelinesGate({ gate, roundId, waiting, reopen }: GuidelinesGateProps) {
  const { version, before, html } = gate;
  const { accept, isBusy, problem } = useReading(roundId, version, reopen);
  // The server draws the sheet before it answers to keys; until then the button says so.
  const isReady = useReady();
  const mayGoOn = isReady && !isBusy && waiting === 0;
  const button = useRef<HTMLButtonElement>(null);
  useEnter(mayGoOn, button, accept);
  return (
    <section className="a-main st-done gate-sheet" aria-labelledby="gate-name" tabIndex={-1}>
      <h2 id="gate-name">{before ? texts.changed(version) : gateTexts.first}</h2>
      <p>{before ? texts.readBefore(before.version, version) : texts.readFirst}</p>
      {before ? (
        <section aria-labelledby="gate-changes">
          <h3 id="gate-changes">{texts.whatChanged(before.version)}</h3>
          {before.changes ? <LineChanges changes={before.changes} /> : <p className="note">{texts.allNew}</p>}
        </section>
      ) : null}
      <section aria-label={texts.name(version)}>
        {before ? <h3>{texts.all(version)}</h3> : null}
        <SafeHtml className="material material-sm" html={html} />
      </section>
      {problem ? <Notice tone="danger">{problem}</Notice> : null}
      <div className="actions items-center">
        <Button variant="primary" size="lg" ref={button} disabled={!mayGoOn} onClick={accept}>
          {isBusy ? gateTexts.opening : before ? texts.haveReadChanges : texts.haveRead} <Kbd>↵</Kbd>
        </Button>
        {waiting > 0 ? <span className="quiet">{texts.sentFirst(waiting)}</span> : null}
      </div>
    </section>
  );
}

/**
 * Enter goes on, wherever the focus is but on something that takes Enter itself. While the button is out of view there is more to read, and
 * Enter shows it: nobody says that they have read what has not been on their screen.
 */
function useEnter(isOn: boolean, button: RefObject<HTMLButtonElement | null>, act: () => void): void {
  useEffect(() => {
    if (!isOn) return;
    const press = (event: KeyboardEvent) => {
      const isTaken =
        event.target instanceof Element && event.target.closest("a, button, input, textarea, select, summary, [role=dialog]");
      if (event.key !== "Enter" || event.repeat || isTaken) return;
      event.preventDefault();
      const sheet = button.current?.closest(".a-main");
      const rest = sheet ? sheet.scrollHeight - sheet.clientHeight - sheet.scrollTop : 0;
      if (sheet && rest > END_PIXELS) sheet.scrollBy({ top: sheet.clientHeight * 0.85 });
      else act();
    };
    window.addEventListener("keydown", press);
    return () => window.removeEventListener("keydown", press);
  }, [isOn, button, act]);
}

function useReading(roundId: string, version: number, reopen: () => Promise<void>) {
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const accept = async () => {
    setBusy(true);
    setProblem(null);
    try {
      await fetchJson(api.guidelinesRead(roundId), { method: "POST", body: { version } });
      await reopen();
    } catch (error) {
      setProblem(error instanceof Error ? error.message : gateTexts.failed);
      setBusy(false);
    }
  };
  return { accept: () => void accept(), isBusy, problem };
}
