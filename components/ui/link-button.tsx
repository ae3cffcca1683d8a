import Link from "next/link";
import type { ComponentProps } from "react";
import { type ButtonLook, buttonClass } from "./button";

export interface LinkButtonProps extends Omit<ComponentProps<typeof Link>, "className">, ButtonLook {
  className?: string;
}

/** A link that looks like a button. */
export function LinkButton({ variant, size, className, ...rest }: LinkButtonProps) {
  return <Link className={buttonClass({ variant, size }, className)} {...rest} />;
}
