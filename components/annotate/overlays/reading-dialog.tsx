"use client";

import { readingSettingTexts as texts } from "@/components/annotate/texts/reading-settings";
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
    <Dialog open onOpenChange={(isOpen) => (isOpen ? undefined : onClose())} title={texts.title} className="st-reading">
      <fieldset className="st-row" aria-label={texts.size}>
        <span>{texts.size}</span>
        <Button size="sm" aria-label={texts.smaller} disabled={textSize <= SMALLEST_TEXT} onClick={() => resize(-1)}>
          −
        </Button>
        <output>{texts.pixels(textSize)}</output>
        <Button size="sm" aria-label={texts.larger} disabled={textSize >= LARGEST_TEXT} onClick={() => resize(1)}>
          +
        </Button>
      </fieldset>
      <div className="st-row">
        <span>{texts.lines}</span>
        <Segmented
          label={texts.lines}
          value={width}
          options={[
            { value: "measure", label: texts.widths.measure },
            { value: "full", label: texts.widths.full },
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
        {texts.together}
      </label>
      <p className="quiet">{texts.search}</p>
      <div className="actions">
        <DialogClose>
          <Button>{texts.close}</Button>
        </DialogClose>
      </div>
    </Dialog>
  );
}
