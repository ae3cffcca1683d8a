"use client";

import { LARGEST_TEXT, type ReadingSettings, SMALLEST_TEXT } from "@/components/annotate/use-reading-settings";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose } from "@/components/ui/dialog";
import { Segmented } from "@/components/ui/form/segmented";

export interface ReadingDialogProps {
  settings: ReadingSettings;
  onSettings: (part: Partial<ReadingSettings>) => void;
  onClose: () => void;
}

/** How the texts are set and how they scroll, for this person in this browser. The page behind it changes at once. */
export function ReadingDialog({ settings, onSettings, onClose }: ReadingDialogProps) {
  const { textSize, width, scrollsTogether } = settings;
  const resize = (by: number) => onSettings({ textSize: textSize + by });
  return (
    <Dialog open onOpenChange={(isOpen) => (isOpen ? undefined : onClose())} title="Text and scrolling" className="st-reading">
      <fieldset className="st-row" aria-label="Size of the text">
        <span>Size of the text</span>
        <Button size="sm" aria-label="Smaller" disabled={textSize <= SMALLEST_TEXT} onClick={() => resize(-1)}>
          −
        </Button>
        <output>{textSize} px</output>
        <Button size="sm" aria-label="Larger" disabled={textSize >= LARGEST_TEXT} onClick={() => resize(1)}>
          +
        </Button>
      </fieldset>
      <div className="st-row">
        <span>Lines</span>
        <Segmented
          label="Lines"
          value={width}
          options={[
            { value: "measure", label: "A good length" },
            { value: "full", label: "As wide as the column" },
          ]}
          onChange={(chosen) => onSettings({ width: chosen })}
        />
      </div>
      <label className="st-switch">
        <input
          type="checkbox"
          checked={scrollsTogether}
          onChange={(event) => onSettings({ scrollsTogether: event.target.checked })}
        />
        Both responses scroll together. On a phone they are cards, and always do.
      </label>
      <p className="quiet">
        To search, use the browser's own search: every text of the comparison is in the page, earlier turns too.
      </p>
      <div className="actions">
        <DialogClose>
          <Button>Close</Button>
        </DialogClose>
      </div>
    </Dialog>
  );
}
