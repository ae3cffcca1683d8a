"use client";

import { Dialog as Base } from "@base-ui/react/dialog";
import type { ReactElement, ReactNode } from "react";
import { cn } from "@/lib/cn";

export interface DialogProps {
  /** The button that opens it; absent where `open` is held outside. */
  trigger?: ReactElement;
  title: ReactNode;
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  className?: string;
  /** Text, and the buttons in `.actions`; `DialogClose` closes. */
  children: ReactNode;
}

/** A window over the page. Only for what cannot be a part of the page. */
export function Dialog({ trigger, title, open, onOpenChange, className, children }: DialogProps) {
  return (
    <Base.Root open={open} onOpenChange={onOpenChange}>
      {trigger ? <Base.Trigger render={trigger} /> : null}
      <Base.Portal>
        <Base.Backdrop className="backdrop" />
        <Base.Viewport className="dialog-place">
          <Base.Popup className={cn("pop dialog", className)}>
            <Base.Title>{title}</Base.Title>
            {children}
          </Base.Popup>
        </Base.Viewport>
      </Base.Portal>
    </Base.Root>
  );
}

/** Closes the dialog in which it stands; `children` is the button. */
export function DialogClose({ children }: { children: ReactElement }) {
  return <Base.Close render={children} />;
}
