"use client";

import { countKinds, kindsOf, quantityOf } from "@/components/annotate/outbox/entry-words";
import { type LabelsFileOrigin, saveLabelsFile } from "@/components/annotate/outbox/labels-file";
import type { Outbox } from "@/components/annotate/use-outbox";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { RefusedList } from "./refused-list";

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
    <Dialog open onOpenChange={(isOpen) => (isOpen ? undefined : onClose())} title={`${kindsOf(kinds)} that were refused`}>
      <p>
        They are kept on this device and are not counted. Save them as a file for the researcher, send them again, or let them go.
      </p>
      <RefusedList refused={refused} />
      <div className="actions">
        <Button variant="primary" onClick={() => saveLabelsFile(refused, origin)}>
          Save as a file
        </Button>
        <Button onClick={closing(() => outbox.sendAgain(ids))}>Send again</Button>
        <Button variant="danger" onClick={closing(() => outbox.dismiss(ids))}>
          Let {quantityOf(kinds)} go
        </Button>
        <Button onClick={onClose}>Keep them</Button>
      </div>
    </Dialog>
  );
}
