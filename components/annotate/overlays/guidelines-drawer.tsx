"use client";

import { useEffect, useRef } from "react";
import { menuTexts } from "@/components/annotate/texts/menus";
import { Button } from "@/components/ui/button";
import { Kbd } from "@/components/ui/kbd";
import { SafeHtml } from "@/components/ui/safe-html";
import type { QueueRound } from "@/lib/rounds/types";

export interface GuidelinesDrawerProps {
  guidelines: NonNullable<QueueRound["guidelines"]>;
  onClose: () => void;
}

/** What the researchers ask annotators to keep in mind, read beside the responses: the scale still answers while it is open. */
export function GuidelinesDrawer({ guidelines, onClose }: GuidelinesDrawerProps) {
  const sheet = useRef<HTMLElement>(null);
  useEffect(() => sheet.current?.focus(), []);
  return (
    <aside className="pop drawer st-drawer" aria-labelledby="guidelines-name" tabIndex={-1} ref={sheet}>
      <header>
        <h2 id="guidelines-name">
          {menuTexts.guidelines.title} <span className="quiet">{menuTexts.guidelines.version(guidelines.version)}</span>
        </h2>
        <Button variant="ghost" size="sm" onClick={onClose}>
          {menuTexts.close} <Kbd>Esc</Kbd>
        </Button>
      </header>
      <SafeHtml className="material material-sm" html={guidelines.html} />
    </aside>
  );
}
