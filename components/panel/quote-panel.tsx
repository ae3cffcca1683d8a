"use client";

import { Popover as Base } from "@base-ui/react/popover";
import { useState } from "react";

export interface QuotePanelProps {
  /** The method in one sentence. */
  paper: string;
  /** None where no command prints the numbers. */
  command: string | undefined;
}

/** The sentence that says how a panel's numbers were made, and the command that makes them again, each ready to be copied. */
export function QuotePanel({ paper, command }: QuotePanelProps) {
  return (
    <Base.Root>
      <Base.Trigger>Quote</Base.Trigger>
      <Base.Portal>
        <Base.Positioner className="floats" side="top" align="end" sideOffset={6} collisionPadding={8}>
          <Base.Popup className="pop panel-quote">
            <Base.Title className="sr-only">Quote this panel</Base.Title>
            <Copied label="The method, for a paper">{paper}</Copied>
            {command === undefined ? null : (
              <Copied label="The command that prints the numbers" isCode>
                {command}
              </Copied>
            )}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

interface CopiedProps {
  label: string;
  isCode?: boolean;
  children: string;
}

function Copied({ label, isCode = false, children }: CopiedProps) {
  const [said, setSaid] = useState("Copy");

  async function copy() {
    try {
      await navigator.clipboard.writeText(children);
      setSaid("Copied");
    } catch {
      setSaid("Select and copy it by hand");
    }
  }

  return (
    <div>
      <p className="panel-quote-head">
        <b>{label}</b>
        <button type="button" onClick={copy} aria-label={`Copy: ${label}`}>
          <span aria-live="polite">{said}</span>
        </button>
      </p>
      <p className={isCode ? "font-mono" : undefined}>{children}</p>
    </div>
  );
}
