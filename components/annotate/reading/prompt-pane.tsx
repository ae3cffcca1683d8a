"use client";

import { ChevronRight } from "lucide-react";
import { pageTexts } from "@/components/annotate/texts/page";
import { Icon } from "@/components/ui/icon";
import { SafeHtml } from "@/components/ui/safe-html";
import type { QueueTurn } from "@/lib/rounds/types";

const texts = pageTexts.reading;
const WHO: Readonly<Record<string, string>> = texts.who;

export interface PromptPaneProps {
  turns: readonly QueueTurn[];
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
}

/** What was asked: the last turn in full, earlier ones folded, named and counted. The whole can be put away. */
export function PromptPane({ turns, isOpen, onOpenChange }: PromptPaneProps) {
  const earlier = turns.slice(0, -1);
  const last = turns.at(-1);
  const kind = earlier.length > 0 ? "conversation" : "prompt";
  const name = texts[kind];
  return (
    <section className="a-prompt" aria-label={name}>
      <h2>{name}</h2>
      <details className="a-whole" open={isOpen} onToggle={({ currentTarget }) => onOpenChange(currentTarget.open)}>
        <summary>
          <Icon of={ChevronRight} />
          {isOpen ? (
            <span>
              {texts.hide} <span className="sr-only">{texts.hidden[kind]}</span>
            </span>
          ) : (
            <span>{name}</span>
          )}
        </summary>
        {earlier.length > 0 ? <EarlierTurns turns={earlier} /> : null}
        {last ? <Turn turn={last} /> : null}
      </details>
    </section>
  );
}

function EarlierTurns({ turns }: { turns: readonly QueueTurn[] }) {
  return (
    <details className="a-turns">
      <summary>
        <Icon of={ChevronRight} />
        <span>{texts.earlier(turns.length)}</span>
      </summary>
      {turns.map((turn, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: turns have no other identity and never change
        <Turn key={index} turn={turn} />
      ))}
    </details>
  );
}

function Turn({ turn }: { turn: QueueTurn }) {
  return (
    <div className="a-turn">
      <p className="a-who">{WHO[turn.role] ?? turn.role}</p>
      <SafeHtml className="material" html={turn.html} />
    </div>
  );
}
