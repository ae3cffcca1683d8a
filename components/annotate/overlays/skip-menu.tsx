"use client";

import { useEffect, useRef, useState } from "react";
import { menuTexts } from "@/components/annotate/texts/menus";
import { Button } from "@/components/ui/button";
import { Kbd } from "@/components/ui/kbd";

const texts = menuTexts.skip;
/** The reasons that stand on keys; the fifth is written. */
const SKIP_REASONS = texts.reasons;

export interface SkipMenuProps {
  onSkip: (reason: string) => void;
  onClose: () => void;
}

/** Why a comparison is skipped: reasons on 1 to 4, an own one on 5. The scale is off while this is open. */
export function SkipMenu({ onSkip, onClose }: SkipMenuProps) {
  const [isWriting, setWriting] = useState(false);
  return isWriting ? (
    <OwnReason onSkip={onSkip} onClose={onClose} />
  ) : (
    <Reasons onSkip={onSkip} onClose={onClose} onOther={() => setWriting(true)} />
  );
}

function Reasons({ onSkip, onClose, onOther }: SkipMenuProps & { onOther: () => void }) {
  const menu = useRef<HTMLDivElement>(null);
  useEffect(() => menu.current?.querySelector<HTMLElement>("[role=menuitem]")?.focus(), []);
  const onKeyDown = (event: React.KeyboardEvent) => {
    const reason = SKIP_REASONS[Number(event.key) - 1];
    if (reason) onSkip(reason);
    else if (event.key === "5") onOther();
    else if (event.key === "Escape" || event.key.toLowerCase() === "s") onClose();
    else if (event.key === "ArrowDown" || event.key === "ArrowUp") move(menu.current, event.key === "ArrowDown" ? 1 : -1);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div className="pop menu st-skip" role="menu" aria-label={texts.name} ref={menu} onKeyDown={onKeyDown} tabIndex={-1}>
      <p className="quiet st-menu-head" role="presentation">
        {texts.head}
      </p>
      {SKIP_REASONS.map((reason, index) => (
        <button key={reason} type="button" role="menuitem" onClick={() => onSkip(reason)}>
          {reason}
          <Kbd>{String(index + 1)}</Kbd>
        </button>
      ))}
      <button type="button" role="menuitem" onClick={onOther}>
        {texts.other}
        <Kbd>5</Kbd>
      </button>
    </div>
  );
}

function OwnReason({ onSkip, onClose }: SkipMenuProps) {
  const [text, setText] = useState("");
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => input.current?.focus(), []);
  return (
    <form
      className="pop menu st-skip st-own"
      aria-label={texts.name}
      onSubmit={(event) => {
        event.preventDefault();
        if (text.trim() !== "") onSkip(text.trim());
      }}
    >
      <input
        className="input"
        ref={input}
        aria-label={texts.reason}
        maxLength={500}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === "Escape") onClose();
        }}
      />
      <Button type="submit" size="sm" disabled={text.trim() === ""}>
        {texts.done}
      </Button>
    </form>
  );
}

function move(menu: HTMLElement | null, step: number): void {
  const items = [...(menu?.querySelectorAll<HTMLElement>("[role=menuitem]") ?? [])];
  const at = items.indexOf(document.activeElement as HTMLElement);
  items[(at + step + items.length) % items.length]?.focus();
}
