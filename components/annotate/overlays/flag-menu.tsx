"use client";

import { useEffect, useRef, useState } from "react";
import { menuTexts } from "@/components/annotate/texts/menus";
import { Button } from "@/components/ui/button";
import { Kbd } from "@/components/ui/kbd";
import type { FlagKind } from "@/lib/notes/schema";

const texts = menuTexts.flag;

const KINDS: readonly { kind: FlagKind; words: string }[] = [
  { kind: "broken", words: texts.kinds.broken },
  { kind: "sensitive", words: texts.kinds.sensitive },
  { kind: "private", words: texts.kinds.private },
];

export interface FlagMenuProps {
  onFlag: (kind: FlagKind, text: string) => void;
  onClose: () => void;
}

/** Tells the researchers that something is wrong with the comparison: what on 1 to 3, then a note if one likes. It answers nothing. */
export function FlagMenu({ onFlag, onClose }: FlagMenuProps) {
  const [kind, setKind] = useState<FlagKind | null>(null);
  return kind ? (
    <FlagNote onSend={(text) => onFlag(kind, text)} onClose={onClose} />
  ) : (
    <Kinds onChoose={setKind} onClose={onClose} />
  );
}

function Kinds({ onChoose, onClose }: { onChoose: (kind: FlagKind) => void; onClose: () => void }) {
  const menu = useRef<HTMLDivElement>(null);
  useEffect(() => menu.current?.querySelector<HTMLElement>("[role=menuitem]")?.focus(), []);
  const onKeyDown = (event: React.KeyboardEvent) => {
    const chosen = KINDS[Number(event.key) - 1];
    if (chosen) onChoose(chosen.kind);
    else if (event.key === "Escape") onClose();
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
      {KINDS.map(({ kind, words }, index) => (
        <button key={kind} type="button" role="menuitem" onClick={() => onChoose(kind)}>
          {words}
          <Kbd>{String(index + 1)}</Kbd>
        </button>
      ))}
    </div>
  );
}

function FlagNote({ onSend, onClose }: { onSend: (text: string) => void; onClose: () => void }) {
  const [text, setText] = useState("");
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => input.current?.focus(), []);
  return (
    <form
      className="pop menu st-skip st-own"
      aria-label={texts.done}
      onSubmit={(event) => {
        event.preventDefault();
        onSend(text.trim());
      }}
    >
      <input
        className="input"
        ref={input}
        aria-label={texts.note}
        placeholder={texts.note}
        maxLength={1000}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === "Escape") onClose();
        }}
      />
      <Button type="submit" size="sm">
        {texts.done}
      </Button>
    </form>
  );
}

function move(menu: HTMLElement | null, step: number): void {
  const items = [...(menu?.querySelectorAll<HTMLElement>("[role=menuitem]") ?? [])];
  const at = document.activeElement instanceof HTMLElement ? items.indexOf(document.activeElement) : -1;
  items[(at + step + items.length) % items.length]?.focus();
}
