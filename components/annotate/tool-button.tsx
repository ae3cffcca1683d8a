"use client";

import type { LucideIcon } from "lucide-react";
import { Button } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";
import { Kbd } from "@/components/ui/kbd";

export interface ToolButtonProps {
  icon: LucideIcon;
  name: string;
  /** Its name in full, where the word on it is short. */
  spoken?: string;
  /** The key that is printed on it. */
  hint: string;
  /** All its keys, where there are several. */
  keys?: string;
  isPressed?: boolean;
  isDisabled?: boolean;
  onClick: () => void;
}

/** A quiet button with its key; on narrow screens its icon alone. */
export function ToolButton({ icon, name, spoken, hint, keys, isPressed, isDisabled, onClick }: ToolButtonProps) {
  return (
    <Button
      variant="ghost"
      size="sm"
      aria-label={spoken ?? name}
      aria-keyshortcuts={keys ?? hint}
      aria-pressed={isPressed}
      aria-disabled={isDisabled || undefined}
      onClick={() => {
        if (!isDisabled) onClick();
      }}
    >
      <Icon of={icon} />
      <span className="wide">{name}</span> <Kbd>{hint}</Kbd>
    </Button>
  );
}
