"use client";

import { Popover as Base } from "@base-ui/react/popover";
import { type ReactNode, useState } from "react";

export interface TermProps {
  /** The word as it stands in the text. */
  children: ReactNode;
  /** Its full name. */
  name: string;
  /** What it measures, in plain words, and what was counted here. */
  explanation: ReactNode;
}

/** A word that explains itself on hover, focus and tap. */
export function Term({ children, name, explanation }: TermProps) {
  const [open, setOpen] = useState(false);
  return (
    <Base.Root open={open} onOpenChange={setOpen}>
      <Base.Trigger
        className="term"
        openOnHover
        delay={150}
        onFocus={(event) => {
          if (event.currentTarget.matches(":focus-visible")) setOpen(true);
        }}
        onBlur={() => setOpen(false)}
      >
        {children}
      </Base.Trigger>
      <Base.Portal>
        <Base.Positioner className="floats" side="top" align="start" sideOffset={6} collisionPadding={8}>
          <Base.Popup className="pop tip" initialFocus={false} finalFocus={false}>
            <Base.Title render={<p />}>
              <b>{name}</b>
            </Base.Title>
            <Base.Description render={<div />}>{explanation}</Base.Description>
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
