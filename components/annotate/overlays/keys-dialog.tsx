"use client";

import { Fragment, useState } from "react";
import { KeySettings } from "@/components/annotate/keys/key-settings";
import { useKeyName } from "@/components/annotate/keys/use-key-name";
import type { ReadingSettings } from "@/components/annotate/use-reading-settings";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose } from "@/components/ui/dialog";
import { Kbd } from "@/components/ui/kbd";
import { ratingValues } from "@/lib/ratings/types";
import type { QueueRound } from "@/lib/rounds/types";

export interface KeysDialogProps {
  round: QueueRound;
  settings: ReadingSettings;
  onSettings: (part: Partial<ReadingSettings>) => void;
  onClose: () => void;
}

/** Every key of the page, with what it does in this round; the switch for all of them, and the way to change each. */
export function KeysDialog({ round, settings, onSettings, onClose }: KeysDialogProps) {
  const [isChanging, setChanging] = useState(false);
  return (
    <Dialog open onOpenChange={(isOpen) => (isOpen ? undefined : onClose())} title="All keys" className="st-keys">
      {isChanging ? <KeySettings keys={settings.keys} onChange={(keys) => onSettings({ keys })} /> : <KeyList round={round} />}
      <label className="st-switch">
        <input type="checkbox" checked={settings.hasKeys} onChange={(event) => onSettings({ hasKeys: event.target.checked })} />
        Single keys act. They never do while you write.
      </label>
      <div className="actions">
        <DialogClose>
          <Button>Close</Button>
        </DialogClose>
        <Button variant="ghost" onClick={() => setChanging(!isChanging)}>
          {isChanging ? "Back to the list" : "Change keys"}
        </Button>
      </div>
    </Dialog>
  );
}

function KeyList({ round }: { round: QueueRound }) {
  const nameOf = useKeyName();
  return (
    <div className="st-keycols">
      {groupsOf(round).map(({ name, keys }) => (
        <div key={name}>
          <h3 className="quiet">{name}</h3>
          <dl>
            {keys.map(({ keys: names, does }) => (
              <Fragment key={does}>
                <dt>
                  {names.map(({ text, isKey }) =>
                    isKey ? <Kbd key={text}>{nameOf(text)}</Kbd> : <span key={text} className="quiet">{` ${text} `}</span>,
                  )}
                </dt>
                <dd>{does}</dd>
              </Fragment>
            ))}
          </dl>
        </div>
      ))}
    </div>
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

function groupsOf({ scale, criteria, guidelines, labelling }: QueueRound): Group[] {
  const { ratings, confidence, rationale, edits } = labelling;
  const last = String(2 * scale.levelsPerSide);
  const rated = ratingValues(ratings).length;
  const isOneOfSeveral = criteria.length > 1 || ratings !== "off" || confidence;
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
        ...line(`1 … ${rated % 10}`, "a response's rating, where it is asked", ratings !== "off"),
        ...line("1 … 5", "how sure you are, where it is asked", confidence),
        ...line("Q or ← →", "another question", isOneOfSeveral),
      ],
    },
    {
      name: "Move",
      keys: [
        ...line("Z or ⌫", "go back and change it"),
        ...line("X", "forward again"),
        ...line("L", "my answers"),
        ...line("Space", "scroll both"),
      ],
    },
    {
      name: "Read",
      keys: [
        ...line("D", "word differences"),
        ...line("G", "guidelines", guidelines !== null),
        ...line("V", "text and scrolling"),
        ...line("+ −", "larger, smaller text"),
        ...line("?", "all keys"),
      ],
    },
    {
      name: "Write",
      keys: [
        ...line("R", "reason", rationale !== "off"),
        ...line("E", "edit a response", edits),
        ...line("F", "flag this comparison"),
        ...line("A", "ask the researchers"),
        ...line("Ctrl ↵", "what you write is done"),
        ...line("Esc", "close, back to the scale"),
      ],
    },
  ];
}

function toName(name: string): Name {
  return { text: name, isKey: name !== "…" && name !== "or" };
}
