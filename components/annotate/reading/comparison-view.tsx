"use client";

import { memo, useRef, useState } from "react";
import { pageTexts } from "@/components/annotate/texts/page";
import { scaleTexts } from "@/components/annotate/texts/scale";
import type { QueueItem } from "@/lib/rounds/types";
import { PromptPane } from "./prompt-pane";
import { ResponsePane } from "./response-pane";

const texts = pageTexts.reading;

export interface ComparisonViewProps {
  item: QueueItem;
  /** Laid out but not seen, so that it can be painted in the frame of the key press. */
  isAhead: boolean;
  isPromptOpen: boolean;
  onPromptOpenChange: (isOpen: boolean) => void;
}

/** One comparison: the conversation so far above, two responses of equal width below. */
export const ComparisonView = memo(function ComparisonView({
  item,
  isAhead,
  isPromptOpen,
  onPromptOpenChange,
}: ComparisonViewProps) {
  const [shown, setShown] = useState<"left" | "right">("left");
  const swipe = useRef<HTMLDivElement>(null);
  const ids = { left: `left-${item.key}`, right: `right-${item.key}` };
  const show = (side: "left" | "right") => {
    setShown(side);
    swipe.current?.querySelector(`[data-side=${side}]`)?.scrollIntoView({ inline: "start", block: "nearest" });
  };
  return (
    <div className="a-main" data-item={item.key} inert={isAhead} aria-hidden={isAhead || undefined} tabIndex={-1}>
      <PromptPane turns={item.prompt} isOpen={isPromptOpen} onOpenChange={onPromptOpenChange} />
      <section className="a-panes" aria-label={texts.responses}>
        <fieldset className="a-tabs segmented" aria-label={texts.shown}>
          <Tab side="left" shown={shown} onShow={show} />
          <Tab side="right" shown={shown} onShow={show} />
        </fieldset>
        <div
          className="swipe"
          ref={swipe}
          onScroll={({ currentTarget: { scrollLeft, clientWidth } }) => setShown(scrollLeft > clientWidth / 3 ? "right" : "left")}
        >
          <ResponsePane side="left" id={ids.left} html={item.leftHtml} />
          <ResponsePane side="right" id={ids.right} html={item.rightHtml} />
        </div>
      </section>
    </div>
  );
});

interface TabProps {
  side: "left" | "right";
  shown: "left" | "right";
  onShow: (side: "left" | "right") => void;
}

function Tab({ side, shown, onShow }: TabProps) {
  return (
    <button type="button" aria-pressed={shown === side} onClick={() => onShow(side)}>
      {scaleTexts.sides[side]}
    </button>
  );
}
