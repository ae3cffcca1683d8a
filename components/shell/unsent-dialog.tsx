"use client";

import { Button } from "@/components/ui/button";
import { Dialog, DialogClose } from "@/components/ui/dialog";

export interface UnsentDialogProps {
  /** "2 labels and 1 note". */
  what: string;
  isOne: boolean;
  onSignOut: () => void;
  onClose: () => void;
}

/** Asks before somebody signs out whose labels are on this device alone. */
export function UnsentDialog({ what, isOne, onSignOut, onClose }: UnsentDialogProps) {
  return (
    <Dialog open onOpenChange={(isOpen) => (isOpen ? undefined : onClose())} title="Not everything is sent">
      <p>
        {what} of yours {isOne ? "is" : "are"} on this device and could not be sent now. If you sign out,{" "}
        {isOne ? "it stays" : "they stay"} here and {isOne ? "counts" : "count"} for nothing until you sign in at this browser
        again and open the round.
      </p>
      <div className="actions">
        <DialogClose>
          <Button variant="primary">Stay signed in</Button>
        </DialogClose>
        <Button onClick={onSignOut}>Sign out all the same</Button>
      </div>
    </Dialog>
  );
}
