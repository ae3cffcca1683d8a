"use client";

import { Drawer } from "@/components/ui/drawer";
import { SafeHtml } from "@/components/ui/safe-html";
import type { QueueRound } from "@/lib/rounds/types";

export interface GuidelinesDrawerProps {
  guidelines: NonNullable<QueueRound["guidelines"]>;
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

/** What the researchers ask annotators to keep in mind. */
export function GuidelinesDrawer({ guidelines, open, onOpenChange }: GuidelinesDrawerProps) {
  return (
    <Drawer
      open={open}
      onOpenChange={onOpenChange}
      title={
        <>
          Guidelines <span className="quiet">v{guidelines.version}</span>
        </>
      }
    >
      <SafeHtml className="material material-sm" html={guidelines.html} />
    </Drawer>
  );
}
