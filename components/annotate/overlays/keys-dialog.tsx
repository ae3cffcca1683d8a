"use client";

import { Fragment, useState } from "react";
import { KeySettings } from "@/components/annotate/keys/key-settings";
import { useKeyName } from "@/components/annotate/keys/use-key-name";
import { keyTexts } from "@/components/annotate/texts/keys";
import type { ReadingSettings } from "@/components/annotate/use-reading-settings";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose } from "@/components/ui/dialog";
import { Kbd } from "@/components/ui/kbd";
import { ratingValues } from "@/lib/ratings/types";
import type { QueueRound } from "@/lib/rounds/types";

const { does: DOES, groups: GROUPS, or: OR, named: NAMED } = keyTexts;

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
    <Dialog open onOpenChange={(isOpen) => (isOpen ? undefined : onClose())} title={keyTexts.title} className="st-keys">
      {isChanging ? <KeySettings keys={settings.keys} onChange={(keys) => onSettings({ keys })} /> : <KeyList round={round} />}
      <label className="st-switch">
        <input type="checkbox" checked={settings.hasKeys} onChange={(event) => onSettings({ hasKeys: event.target.checked })} />
        {keyTexts.act}
      </label>
      <div className="actions">
        <DialogClose>
          <Button>{keyTexts.close}</Button>
        </DialogClose>
        <Button variant="ghost" onClick={() => setChanging(!isChanging)}>
          {isChanging ? keyTexts.back : keyTexts.change}
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
      name: GROUPS.answer,
      keys: [
        ...line(`1 … ${last}`, DOES.scale),
        ...line(`0 ${OR} T`, DOES.tie, scale.allowsTie),
        ...line("B", DOES.bothBad, scale.allowsBothBad),
        ...line("U", DOES.unsure),
        ...line("S", DOES.skip),
        ...line(`1 … ${rated % 10}`, DOES.rating, ratings !== "off"),
        ...line("1 … 5", DOES.confidence, confidence),
        ...line(`Q ${OR} ← →`, DOES.other, isOneOfSeveral),
      ],
    },
    {
      name: GROUPS.move,
      keys: [
        ...line(`Z ${OR} ⌫`, DOES.back),
        ...line("X", DOES.forward),
        ...line("L", DOES.answers),
        ...line(NAMED.space, DOES.scroll),
      ],
    },
    {
      name: GROUPS.read,
      keys: [
        ...line("D", DOES.differences),
        ...line("G", DOES.guidelines, guidelines !== null),
        ...line("V", DOES.reading),
        ...line("+ −", DOES.largerSmaller),
        ...line("?", DOES.keys),
      ],
    },
    {
      name: GROUPS.write,
      keys: [
        ...line("R", DOES.reason, rationale !== "off"),
        ...line("E", DOES.edit, edits),
        ...line("F", DOES.flag),
        ...line("A", DOES.ask),
        ...line(NAMED.done, DOES.done),
        ...line(NAMED.escape, DOES.close),
      ],
    },
  ];
}

function toName(name: string): Name {
  return { text: name, isKey: name !== "…" && name !== OR };
}
