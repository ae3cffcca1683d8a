"use client";

import type { LucideIcon } from "lucide-react";
import { Button } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";
import { Kbd } from "@/components/ui/kbd";
import { useKeyName } from "./keys/use-key-name";

export interface ToolButtonProps {
  icon: LucideIcon;
  name: string;
  /** Its name in full, where the word on it is short. */
  spoken?: string | undefined;
  /** The standard key of what it does; the person's own is printed on it. */
  hint: string;
  /** Its other keys, which cannot be changed. */
  keys?: string;
  /** What is new behind it. */
  badge?: string | null;
  isPressed?: boolean;
  isDisabled?: boolean;
  onClick: () => void;
}

/** A quiet button with its key; on narrow screens its icon alone. */
export function ToolButton({ icon, name, spoken, hint, keys, badge, isPressed, isDisabled, onClick }: ToolButtonProps) {
  const nameOf = useKeyName();
  return (
    <Button
      variant="ghost"
      size="sm"
      aria-label={badge ? `${spoken ?? name}, ${badge}` : (spoken ?? name)}
      aria-keyshortcuts={[nameOf(hint), ...(keys ? [keys] : [])].join(" ")}
      aria-pressed={isPressed}
      aria-disabled={isDisabled || undefined}
      onClick={() => {
        if (!isDisabled) onClick();
      }}
    >
      <Icon of={icon} />
      <span className="wide">{name}</span> <Kbd>{nameOf(hint)}</Kbd>
      {badge ? <span className="st-badge">{badge}</span> : null}
    </Button>
  );
}
