import type { LucideIcon } from "lucide-react";
import { cn } from "@/lib/cn";

export interface IconProps {
  of: LucideIcon;
  /** Spoken name, only where no word stands beside it. */
  name?: string;
  className?: string;
}

/** An icon of 16 px in the weight of the text beside it. */
export function Icon({ of: Glyph, name, className }: IconProps) {
  if (name) return <Glyph className={cn("icon", className)} role="img" aria-label={name} />;
  return <Glyph className={cn("icon", className)} aria-hidden="true" />;
}
