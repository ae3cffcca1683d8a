"use client";

import { useState } from "react";
import { ownTexts } from "@/components/annotate/texts/own";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Kbd } from "@/components/ui/kbd";
import type { QueueItem } from "@/lib/rounds/types";

const words = ownTexts.edit;

export interface EditDialogProps {
  source: NonNullable<QueueItem["source"]>;
  /** Which response is edited first: the preferred one. */
  side: "left" | "right";
  onSend: (side: "LEFT" | "RIGHT", text: string) => void;
  onClose: () => void;
}

/** Makes a better version of a response. It becomes a response of its own, preferred to the one that it was made from. */
export function EditDialog({ source, side: preferred, onSend, onClose }: EditDialogProps) {
  const [side, setSide] = useState(preferred);
  const [texts, setTexts] = useState(source);
  const isChanged = texts[side] !== source[side];
  const send = () => {
    if (isChanged) onSend(side === "left" ? "LEFT" : "RIGHT", texts[side]);
  };
  return (
    <Dialog open onOpenChange={(isOpen) => (isOpen ? undefined : onClose())} title={words.title} className="ow-edit">
      <fieldset className="segmented" aria-label={words.which}>
        {(["left", "right"] as const).map((each) => (
          <button key={each} type="button" aria-pressed={side === each} onClick={() => setSide(each)}>
            {words.sides[each]}
          </button>
        ))}
      </fieldset>
      <textarea
        className="textarea"
        aria-label={words.textOf[side]}
        rows={14}
        maxLength={200_000}
        value={texts[side]}
        onChange={(event) => setTexts({ ...texts, [side]: event.target.value })}
        onKeyDown={(event) => {
          if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
          event.preventDefault();
          send();
        }}
      />
      <p className="note">{words.text}</p>
      <div className="actions">
        <Button variant="primary" disabled={!isChanged} onClick={send}>
          {words.send} <Kbd>Ctrl ↵</Kbd>
        </Button>
        <Button onClick={onClose}>{words.leave}</Button>
      </div>
    </Dialog>
  );
}
