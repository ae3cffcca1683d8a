"use client";

import { useFormStatus } from "react-dom";
import { Button, type ButtonProps } from "@/components/ui/button";

export interface SubmitButtonProps extends Omit<ButtonProps, "type" | "disabled" | "children"> {
  children: string;
  /** What it says while the form is on its way: "Saving …". */
  busy: string;
}

/** Sends its form; keeps its width and says what is happening until the answer is there. */
export function SubmitButton({ children, busy, variant = "primary", ...rest }: SubmitButtonProps) {
  const { pending } = useFormStatus();
  return (
    <Button
      type="submit"
      variant={variant}
      aria-disabled={pending ? "true" : undefined}
      data-busy={pending ? "" : undefined}
      onClick={pending ? (event) => event.preventDefault() : undefined}
      {...rest}
    >
      <span className="grid *:col-start-1 *:row-start-1">
        <span className={pending ? "invisible" : undefined}>{children}</span>
        <span className={pending ? undefined : "invisible"} aria-hidden={pending ? undefined : "true"}>
          {busy}
        </span>
      </span>
    </Button>
  );
}
