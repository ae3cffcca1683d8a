import type { ComponentProps } from "react";
import { type ButtonLook, buttonClass } from "./button";

export interface PlainLinkButtonProps extends ComponentProps<"a">, ButtonLook {}

/**
 * A link that looks like a button and loads its page anew, without the router: for pages that weigh their script, and where the browser is to
 * ask before what is unsent is left.
 */
export function PlainLinkButton({ variant, size, className, ...rest }: PlainLinkButtonProps) {
  return <a className={buttonClass({ variant, size }, className)} {...rest} />;
}
