"use client";

import { useEffect, useRef } from "react";
import { menuTexts } from "@/components/annotate/texts/menus";
import { Button } from "@/components/ui/button";
import { Kbd } from "@/components/ui/kbd";

const texts = menuTexts.reason;

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
        {texts.label}{" "}
        <span className="quiet">
          {texts.help} {isRequired ? texts.required : texts.optional}
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
          {texts.done} <Kbd>Ctrl ↵</Kbd>
        </Button>
        <Button size="sm" variant="ghost" onClick={onClose}>
          {texts.keep} <Kbd>Esc</Kbd>
        </Button>
      </p>
    </div>
  );
}
