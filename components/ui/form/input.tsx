"use client";

import type { ComponentProps } from "react";
import { cn } from "@/lib/cn";
import { useField } from "./field";

/** One line of text. */
export function Input({ className, type = "text", ...rest }: ComponentProps<"input">) {
  return <input {...useField()} className={cn("input", className)} type={type} {...rest} />;
}

/** Several lines of text. */
export function Textarea({ className, ...rest }: ComponentProps<"textarea">) {
  return <textarea {...useField()} className={cn("textarea", className)} {...rest} />;
}

/** One of a short list; the system's own, which works on every device. */
export function Select({ className, ...rest }: ComponentProps<"select">) {
  return <select {...useField()} className={cn("select", className)} {...rest} />;
}
