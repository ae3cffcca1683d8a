"use client";

import { createContext, type ReactNode, use, useId } from "react";
import { cn } from "@/lib/cn";

interface FieldState {
  id: string;
  describedBy: string | undefined;
  invalid: boolean;
}

const FieldContext = createContext<FieldState | null>(null);

/** What a control inside a field takes over from it: its id, its descriptions, whether it is wrong. */
export function useField() {
  const field = use(FieldContext);
  if (!field) return {};
  return {
    id: field.id,
    "aria-describedby": field.describedBy,
    "aria-invalid": field.invalid ? ("true" as const) : undefined,
  };
}

export interface FieldProps {
  label: ReactNode;
  help?: ReactNode;
  /** What is wrong and how to mend it. */
  error?: string | null | undefined;
  className?: string;
  children: ReactNode;
}

/** A control with its label above, its help and its error below. */
export function Field({ label, help, error, className, children }: FieldProps) {
  const id = useId();
  const helpId = help ? `${id}-help` : undefined;
  const errorId = error ? `${id}-error` : undefined;
  const describedBy = cn(errorId, helpId) || undefined;
  return (
    <FieldContext value={{ id, describedBy, invalid: Boolean(error) }}>
      <div className={cn("field", className)} data-invalid={error ? "" : undefined}>
        <label htmlFor={id}>{label}</label>
        {children}
        {error ? (
          <p className="field-error" id={errorId}>
            {error}
          </p>
        ) : null}
        {help ? (
          <p className="field-help" id={helpId}>
            {help}
          </p>
        ) : null}
      </div>
    </FieldContext>
  );
}
