"use client";

import { ChevronRight } from "lucide-react";
import { memo, useRef, useState } from "react";
import { Icon } from "@/components/ui/icon";
import { SafeHtml } from "@/components/ui/safe-html";
import type { QueueItem, QueueTurn } from "@/lib/rounds/types";

export interface ItemViewProps {
  item: QueueItem;
  /** Kept in the page, unseen, so that it can be painted in the frame of the key press. */
  isHidden: boolean;
}

/** One comparison: the conversation so far above, two responses of equal width below. */
export const ItemView = memo(function ItemView({ item, isHidden }: ItemViewProps) {
  const [shown, setShown] = useState<"left" | "right">("left");
  const swipe = useRef<HTMLDivElement>(null);
  const show = (side: "left" | "right") => {
    setShown(side);
    swipe.current?.querySelector(`[data-side=${side}]`)?.scrollIntoView({ inline: "start", block: "nearest" });
  };
  return (
    <main className="a-main" data-item={item.key} hidden={isHidden} tabIndex={-1}>
      <Prompt turns={item.prompt} />
      <section className="a-panes" aria-label="Two responses">
        <fieldset className="a-tabs segmented" aria-label="Response shown">
          <button type="button" aria-pressed={shown === "left"} onClick={() => show("left")}>
            Left
          </button>
          <button type="button" aria-pressed={shown === "right"} onClick={() => show("right")}>
            Right
          </button>
        </fieldset>
        <div
          className="swipe"
          ref={swipe}
          onScroll={(event) => setShown(event.currentTarget.scrollLeft > event.currentTarget.clientWidth / 3 ? "right" : "left")}
        >
          <Pane side="left" name="Left" item={item} />
          <Pane side="right" name="Right" item={item} />
        </div>
      </section>
    </main>
  );
});

function Pane({ side, name, item }: { side: "left" | "right"; name: string; item: QueueItem }) {
  const id = `${side}-${item.key}`;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a long response must be scrollable by keyboard (WCAG 2.1.1)
    <article className="a-pane" data-side={side} aria-labelledby={id} tabIndex={0}>
      <h2 id={id}>{name}</h2>
      <SafeHtml className="material" html={side === "left" ? item.leftHtml : item.rightHtml} />
    </article>
  );
}

const WHO: Readonly<Record<string, string>> = { user: "Person", assistant: "Assistant", system: "Setting", tool: "Tool" };

function Prompt({ turns }: { turns: readonly QueueTurn[] }) {
  const earlier = turns.slice(0, -1);
  const last = turns.at(-1);
  return (
    <section className="a-prompt" aria-label="Conversation so far">
      <h2>Conversation so far</h2>
      {earlier.length > 0 ? (
        <details className="a-turns">
          <summary>
            <Icon of={ChevronRight} />
            <span>{earlier.length === 1 ? "1 earlier turn" : `${earlier.length} earlier turns`}</span>
          </summary>
          {earlier.map((turn, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: turns have no other identity and never change
            <Turn key={index} turn={turn} />
          ))}
        </details>
      ) : null}
      {last ? <Turn turn={last} /> : null}
    </section>
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
