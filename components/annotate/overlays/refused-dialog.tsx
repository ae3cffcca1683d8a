"use client";

import type { OutboxEntry } from "@/components/annotate/outbox/outbox-store";
import type { Outbox } from "@/components/annotate/use-outbox";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";

export interface RefusedDialogProps {
  outbox: Outbox;
  onClose: () => void;
}

/** Labels that the server did not take, with its reasons. They stay on this device until the person lets them go. */
export function RefusedDialog({ outbox, onClose }: RefusedDialogProps) {
  const { refused } = outbox.state;
  const ids = refused.map((entry) => entry.eventId);
  const closing = (action: () => void) => () => {
    action();
    onClose();
  };
  return (
    <Dialog open onOpenChange={(isOpen) => (isOpen ? undefined : onClose())} title="Labels that were refused">
      <p>
        They are kept on this device and are not counted. Save them as a file for the researcher, send them again, or let them go.
      </p>
      <ul className="st-refused">
        {refused.map((entry) => (
          <li key={entry.eventId}>
            <time dateTime={new Date(entry.at).toISOString()}>{new Date(entry.at).toLocaleString()}</time> {entry.refusal}
          </li>
        ))}
      </ul>
      <div className="actions">
        <Button variant="primary" onClick={() => saveFile(refused)}>
          Save as a file
        </Button>
        <Button onClick={closing(() => outbox.sendAgain(ids))}>Send again</Button>
        <Button variant="danger" onClick={closing(() => outbox.dismiss(ids))}>
          Let {refused.length === 1 ? "1 label" : `${refused.length} labels`} go
        </Button>
        <Button onClick={onClose}>Keep them</Button>
      </div>
    </Dialog>
  );
}

function saveFile(refused: readonly OutboxEntry[]): void {
  const lines = refused.map(({ label, refusal, at }) => JSON.stringify({ label, refusal, at: new Date(at).toISOString() }));
  const address = URL.createObjectURL(new Blob([`${lines.join("\n")}\n`], { type: "application/x-ndjson" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = "refused-labels.jsonl";
  link.click();
  URL.revokeObjectURL(address);
}
