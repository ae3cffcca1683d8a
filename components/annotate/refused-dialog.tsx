"use client";

import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import type { OutboxEntry } from "./outbox-store";

export interface RefusedDialogProps {
  refused: readonly OutboxEntry[];
  open: boolean;
  onOpenChange: (open: boolean) => void;
  onDismiss: (eventIds: readonly string[]) => void;
}

/** Labels that the server did not take, with its reasons. They stay on this device until the person lets them go. */
export function RefusedDialog({ refused, open, onOpenChange, onDismiss }: RefusedDialogProps) {
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title="Labels that were refused">
      <p>They are kept on this device and are not counted. Save them as a file for the researcher, or let them go.</p>
      <ul className="st-refused">
        {refused.map((entry) => (
          <li key={entry.eventId}>
            <time dateTime={new Date(entry.at).toISOString()}>{new Date(entry.at).toLocaleTimeString()}</time> {entry.refusal}
          </li>
        ))}
      </ul>
      <div className="actions">
        <Button variant="primary" onClick={() => saveFile(refused)}>
          Save as a file
        </Button>
        <Button
          variant="danger"
          onClick={() => {
            onDismiss(refused.map((entry) => entry.eventId));
            onOpenChange(false);
          }}
        >
          Let {refused.length === 1 ? "1 label" : `${refused.length} labels`} go
        </Button>
        <Button onClick={() => onOpenChange(false)}>Keep them</Button>
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
