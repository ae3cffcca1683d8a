"use client";

import { AlertDialog } from "@base-ui/react/alert-dialog";
import type { ReactElement, ReactNode } from "react";
import { useState } from "react";
import { type FormAction, UNSENT } from "@/lib/http/types";
import { Button } from "./button";
import { FormMessage } from "./form/form-message";
import { SubmitButton } from "./form/submit-button";

export interface ConfirmProps {
  trigger: ReactElement;
  /** Asks, with what and how many: "Remove Mara Lind?". */
  title: ReactNode;
  /** What happens, and what stays. */
  children: ReactNode;
  /** The way back in words: "Keep them". */
  keep: string;
  /** Says what and how many: "Delete 12 labels". */
  confirm: string;
  busy: string;
  /** A server action with the hidden fields it needs … */
  action?: FormAction;
  fields?: Record<string, string>;
  /** … or what is done here. */
  onConfirm?: () => void;
  /** Whether it can be undone; then the button is an ordinary one. */
  undoable?: boolean;
}

/** Asks before what cannot be undone. */
export function Confirm({ trigger, title, children, keep, confirm, busy, action, fields, onConfirm, undoable }: ConfirmProps) {
  const [open, setOpen] = useState(false);
  const [state, setState] = useState(UNSENT);

  async function run(form: FormData) {
    const done = action ? await action(UNSENT, form) : { ...UNSENT, ok: true };
    if (!action) onConfirm?.();
    setState(done);
    if (done.ok) setOpen(false);
  }

  return (
    <AlertDialog.Root open={open} onOpenChange={setOpen}>
      <AlertDialog.Trigger render={trigger} />
      <AlertDialog.Portal>
        <AlertDialog.Backdrop className="backdrop" />
        <AlertDialog.Viewport className="dialog-place">
          <AlertDialog.Popup className="pop dialog">
            <AlertDialog.Title>{title}</AlertDialog.Title>
            <AlertDialog.Description render={<div />}>{children}</AlertDialog.Description>
            <FormMessage state={state} />
            <form className="actions" action={run}>
              {Object.entries(fields ?? {}).map(([name, value]) => (
                <input key={name} type="hidden" name={name} value={value} />
              ))}
              <AlertDialog.Close render={<Button />}>{keep}</AlertDialog.Close>
              <SubmitButton variant={undoable ? "primary" : "fill-danger"} busy={busy}>
                {confirm}
              </SubmitButton>
            </form>
          </AlertDialog.Popup>
        </AlertDialog.Viewport>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}
