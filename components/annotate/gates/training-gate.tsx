"use client";

import { PlainLinkButton } from "@/components/ui/plain-link-button";
import { paths } from "@/lib/paths";
import type { QueueGate } from "@/lib/rounds/types";

/** Says that a training comes first, with the way to it. */
export function TrainingGate({ gate }: { gate: Extract<QueueGate, { kind: "training" }> }) {
  const { name, roundId, isOpen, hasFailed } = gate;
  return (
    <section className="a-main st-done" aria-labelledby="gate-name" tabIndex={-1}>
      <h2 id="gate-name">{name} comes first</h2>
      <p>
        {hasFailed
          ? "Your last try was below its mark. You can take it again as often as you like; this round opens when it is passed."
          : "It is a short training: after each answer it says what the guidelines say, and why. This round opens when it is passed."}
      </p>
      <div className="actions items-center">
        {isOpen ? (
          <PlainLinkButton variant="primary" size="lg" href={paths.annotate(roundId)}>
            {hasFailed ? "Take the training again" : "Go to the training"}
          </PlainLinkButton>
        ) : (
          <p className="note">You cannot take it now: it is closed, or you are not among its people. Ask the researchers.</p>
        )}
        <PlainLinkButton size="lg" href={paths.home()}>
          Go to my rounds
        </PlainLinkButton>
      </div>
    </section>
  );
}
