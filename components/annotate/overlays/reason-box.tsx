"use client";

import { useEffect, useRef } from "react";
import { Button } from "@/components/ui/button";
import { Kbd } from "@/components/ui/kbd";

export interface ReasonBoxProps {
  value: string;
  /** The round asks for one with each answer. */
  isRequired: boolean;
  onChange: (value: string) => void;
  /** Ctrl+Enter: the reason is done. */
  onDone: () => void;
  /** Escape: closed, what is written is kept. */
  onClose: () => void;
}

/** A reason for the answer, in words. Letters are letters until it is left. */
export function ReasonBox({ value, isRequired, onChange, onDone, onClose }: ReasonBoxProps) {
  const area = useRef<HTMLTextAreaElement>(null);
  useEffect(() => area.current?.focus(), []);
  return (
    <div className="field st-reason">
      <label htmlFor="reason">
        Reason{" "}
        <span className="quiet">
          only for the researchers, in Markdown if you like;{" "}
          {isRequired ? "asked with each answer" : "you can answer without one"}
        </span>
      </label>
      <textarea
        id="reason"
        required={isRequired}
        ref={area}
        className="textarea"
        rows={2}
        maxLength={10_000}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) onDone();
          else if (event.key === "Escape") onClose();
          else return;
          event.preventDefault();
          event.stopPropagation();
        }}
      />
      <p className="field-help st-reason-end">
        <Button size="sm" onClick={onDone}>
          Done <Kbd>Ctrl ↵</Kbd>
        </Button>
        <Button size="sm" variant="ghost" onClick={onClose}>
          Close and keep what is written <Kbd>Esc</Kbd>
        </Button>
      </p>
    </div>
  );
}
