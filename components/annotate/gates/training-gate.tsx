"use client";

import { gateTexts } from "@/components/annotate/texts/gates";
import { PlainLinkButton } from "@/components/ui/plain-link-button";
import { paths } from "@/lib/paths";
import type { QueueGate } from "@/lib/rounds/types";

const texts = gateTexts.training;

/** Says that a training comes first, with the way to it. */
export function TrainingGate({ gate }: { gate: Extract<QueueGate, { kind: "training" }> }) {
  const { name, roundId, isOpen, hasFailed } = gate;
  return (
    <section className="a-main st-done" aria-labelledby="gate-name" tabIndex={-1}>
      <h2 id="gate-name">{texts.first(name)}</h2>
      <p>{hasFailed ? texts.failed : texts.short}</p>
      <div className="actions items-center">
        {isOpen ? (
          <PlainLinkButton variant="primary" size="lg" href={paths.annotate(roundId)}>
            {hasFailed ? texts.again : texts.go}
          </PlainLinkButton>
        ) : (
          <p className="note">{texts.closed}</p>
        )}
        <PlainLinkButton size="lg" href={paths.home()}>
          {gateTexts.home}
        </PlainLinkButton>
      </div>
    </section>
  );
}
