"use client";

import { Check, Copy } from "lucide-react";
import { useId, useState } from "react";
import { Button } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";

export interface CopyTextProps {
  label: string;
  text: string;
}

/** A text that is shown once, whole, with a button that copies it. */
export function CopyText({ label, text }: CopyTextProps) {
  const id = useId();
  const [copied, setCopied] = useState(false);

  async function copy() {
    try {
      await navigator.clipboard.writeText(text);
      setCopied(true);
    } catch {
      // Without permission for the clipboard the text is selected, and the keyboard copies it.
      const field = document.getElementById(id);
      if (field instanceof HTMLInputElement) field.select();
    }
  }

  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <div className="flex gap-2">
        <input
          className="input font-mono"
          id={id}
          readOnly
          value={text}
          onFocus={(event) => event.currentTarget.select()}
          spellCheck={false}
        />
        <Button onClick={copy}>
          <Icon of={copied ? Check : Copy} />
          <span aria-live="polite">{copied ? "Copied" : "Copy"}</span>
        </Button>
      </div>
    </div>
  );
}
