"use client";

import { Fragment } from "react";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose } from "@/components/ui/dialog";
import { Kbd } from "@/components/ui/kbd";
import type { Scale } from "@/lib/labels/types";

export interface KeysDialogProps {
  scale: Scale;
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

/** Every key of the page, with what it does on this scale. */
export function KeysDialog({ scale, open, onOpenChange }: KeysDialogProps) {
  const last = String(2 * scale.levelsPerSide);
  const groups: [string, [string[], string][]][] = [
    [
      "Answer",
      [
        [["1", "…", last], "the scale, left to right"],
        ...(scale.allowsTie ? [[["0", "or", "T"], "tie"] satisfies [string[], string]] : []),
        ...(scale.allowsBothBad ? [[["B"], "both bad"] satisfies [string[], string]] : []),
        [["U"], "unsure"],
        [["S"], "skip, with a reason"],
      ],
    ],
    [
      "Move",
      [
        [["Z"], "go back and change it"],
        [["X"], "forward again"],
        [["Space"], "scroll both"],
        [["Q"], "next question of this comparison"],
      ],
    ],
    [
      "Read",
      [
        [["D"], "word differences"],
        [["G"], "guidelines"],
        [["?"], "all keys"],
      ],
    ],
    [
      "Write",
      [
        [["R"], "reason"],
        [["Ctrl", "↵"], "the reason is done"],
        [["Esc"], "close, back to the scale"],
      ],
    ],
  ];
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title="All keys" className="st-keys">
      <div className="st-keycols">
        {groups.map(([name, keys]) => (
          <div key={name}>
            <h3 className="quiet">{name}</h3>
            <dl>
              {keys.map(([names, words]) => (
                <Fragment key={words}>
                  <dt>
                    {names.map((key) =>
                      key.length > 1 && key !== "Ctrl" && key !== "Esc" && key !== "Space" && key !== last ? (
                        <span key={key} className="quiet">{` ${key} `}</span>
                      ) : (
                        <Kbd key={key}>{key}</Kbd>
                      ),
                    )}
                  </dt>
                  <dd>{words}</dd>
                </Fragment>
              ))}
            </dl>
          </div>
        ))}
      </div>
      <p className="note">Keys never act while you write.</p>
      <div className="actions">
        <DialogClose>
          <Button>Close</Button>
        </DialogClose>
      </div>
    </Dialog>
  );
}
