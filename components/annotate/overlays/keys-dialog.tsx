"use client";

import { Fragment } from "react";
import type { ReadingSettings } from "@/components/annotate/use-reading-settings";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose } from "@/components/ui/dialog";
import { Kbd } from "@/components/ui/kbd";
import type { QueueRound } from "@/lib/rounds/types";

export interface KeysDialogProps {
  round: QueueRound;
  settings: ReadingSettings;
  onSettings: (part: Partial<ReadingSettings>) => void;
  onClose: () => void;
}

/** Every key of the page, with what it does in this round, and the switch for all of them. */
export function KeysDialog({ round, settings, onSettings, onClose }: KeysDialogProps) {
  return (
    <Dialog open onOpenChange={(isOpen) => (isOpen ? undefined : onClose())} title="All keys" className="st-keys">
      <div className="st-keycols">
        {groupsOf(round).map(({ name, keys }) => (
          <div key={name}>
            <h3 className="quiet">{name}</h3>
            <dl>
              {keys.map(({ keys: names, does }) => (
                <Fragment key={does}>
                  <dt>
                    {names.map(({ text, isKey }) =>
                      isKey ? <Kbd key={text}>{text}</Kbd> : <span key={text} className="quiet">{` ${text} `}</span>,
                    )}
                  </dt>
                  <dd>{does}</dd>
                </Fragment>
              ))}
            </dl>
          </div>
        ))}
      </div>
      <label className="st-switch">
        <input type="checkbox" checked={settings.hasKeys} onChange={(event) => onSettings({ hasKeys: event.target.checked })} />
        Single keys act. They never do while you write.
      </label>
      <div className="actions">
        <DialogClose>
          <Button>Close</Button>
        </DialogClose>
      </div>
    </Dialog>
  );
}

interface Name {
  text: string;
  /** False for a word between keys. */
  isKey: boolean;
}

interface Group {
  name: string;
  keys: { keys: Name[]; does: string }[];
}

function groupsOf({ scale, criteria, guidelines }: QueueRound): Group[] {
  const last = String(2 * scale.levelsPerSide);
  const line = (keys: string, does: string, isThere = true) => (isThere ? [{ keys: keys.split(" ").map(toName), does }] : []);
  return [
    {
      name: "Answer",
      keys: [
        ...line(`1 … ${last}`, "the scale, left to right"),
        ...line("0 or T", "tie", scale.allowsTie),
        ...line("B", "both bad", scale.allowsBothBad),
        ...line("U", "unsure"),
        ...line("S", "skip, with a reason"),
        ...line("Q", "the next question", criteria.length > 1),
      ],
    },
    {
      name: "Move",
      keys: [...line("Z or ⌫", "go back and change it"), ...line("X", "forward again"), ...line("Space", "scroll both")],
    },
    {
      name: "Read",
      keys: [
        ...line("D", "word differences"),
        ...line("G", "guidelines", guidelines !== null),
        ...line("+ −", "larger, smaller text"),
        ...line("?", "all keys"),
      ],
    },
    {
      name: "Write",
      keys: [...line("R", "reason"), ...line("Ctrl ↵", "the reason is done"), ...line("Esc", "close, back to the scale")],
    },
  ];
}

function toName(name: string): Name {
  return { text: name, isKey: name !== "…" && name !== "or" };
}
