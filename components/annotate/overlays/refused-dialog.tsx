"use client";

import { countKinds, kindsOf, quantityOf } from "@/components/annotate/outbox/entry-words";
import { type LabelsFileOrigin, saveLabelsFile } from "@/components/annotate/outbox/labels-file";
import { menuTexts } from "@/components/annotate/texts/menus";
import type { Outbox } from "@/components/annotate/use-outbox";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { RefusedList } from "./refused-list";

const texts = menuTexts.refused;

export interface RefusedDialogProps {
  outbox: Outbox;
  origin: LabelsFileOrigin;
  onClose: () => void;
}

/** Labels and notes that the server did not take, with its reasons. They stay on this device until the person lets them go. */
export function RefusedDialog({ outbox, origin, onClose }: RefusedDialogProps) {
  const { refused } = outbox.state;
  const ids = refused.map((entry) => entry.eventId);
  const kinds = countKinds(refused);
  const closing = (action: () => void) => () => {
    action();
    onClose();
  };
  return (
    <Dialog open onOpenChange={(isOpen) => (isOpen ? undefined : onClose())} title={texts.title(kindsOf(kinds))}>
      <p>{texts.text}</p>
      <RefusedList refused={refused} />
      <div className="actions">
        <Button variant="primary" onClick={() => saveLabelsFile(refused, origin)}>
          {texts.saveFile}
        </Button>
        <Button onClick={closing(() => outbox.sendAgain(ids))}>{texts.again}</Button>
        <Button variant="danger" onClick={closing(() => outbox.dismiss(ids))}>
          {texts.letGo(quantityOf(kinds))}
        </Button>
        <Button onClick={onClose}>{texts.keep}</Button>
      </div>
    </Dialog>
  );
}
