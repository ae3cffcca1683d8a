"use client";

import { type ReactNode, useState } from "react";
import type { FormTexts } from "@/components/judges/form-input";

export interface FoldRowProps {
  form: FormTexts;
  title: string;
  note?: string;
  /** What is set, in a few words. */
  summary: string;
  /** Names of its fields, or how they begin: a refused one opens the part. */
  fields: readonly string[];
  children: ReactNode;
}

/** A part of a form whose defaults are sensible: it says what is set and opens on demand. */
export function FoldRow({ form, title, note, summary, fields, children }: FoldRowProps) {
  const isRefused = Object.keys(form.state.fields).some((name) =>
    fields.some((field) => name === field || name.startsWith(`${field}.`)),
  );
  const [wasRefused, setWasRefused] = useState(isRefused);
  const [isOpen, setIsOpen] = useState(isRefused);
  // A refusal opens it; that it was mended does not close it under one's hands.
  if (isRefused !== wasRefused) {
    setWasRefused(isRefused);
    if (isRefused) setIsOpen(true);
  }
  return (
    <section className="form-row">
      <h2>
        {title}
        {note ? <small>{note}</small> : null}
      </h2>
      <details className="fold min-w-0" open={isOpen} onToggle={(event) => setIsOpen(event.currentTarget.open)}>
        <summary>
          <span className="sr-only">{title}: </span>
          {summary}
        </summary>
        <div className="mt-4 grid min-w-0 gap-4">{children}</div>
      </details>
    </section>
  );
}
