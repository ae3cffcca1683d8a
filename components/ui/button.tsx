import type { ComponentProps } from "react";
import { cn } from "@/lib/cn";

export interface ButtonLook {
  /** At most one primary in view. `fill-danger` only for what cannot be undone. */
  variant?: "default" | "primary" | "ghost" | "danger" | "fill-danger";
  size?: "sm" | "md" | "lg";
}

const VARIANT = {
  default: "",
  primary: "btn-primary",
  ghost: "btn-ghost",
  danger: "btn-danger",
  "fill-danger": "btn-fill-danger",
} as const;

const SIZE = { sm: "btn-sm", md: "", lg: "btn-lg" } as const;

/** The classes of a button, for what looks like one and is none. */
export function buttonClass({ variant = "default", size = "md" }: ButtonLook, className?: string): string {
  return cn("btn", VARIANT[variant], SIZE[size], className);
}

export interface ButtonProps extends ComponentProps<"button">, ButtonLook {}

/** A button. Quiet by default; does not submit unless it says so. */
export function Button({ variant, size, className, type = "button", ...rest }: ButtonProps) {
  return <button type={type} className={buttonClass({ variant, size }, className)} {...rest} />;
}
