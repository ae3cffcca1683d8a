import { Check, CircleDashed, CircleDot, CircleX, CloudOff, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { Icon } from "./icon";

const TONES = {
  success: { icon: Check, className: "state state-success" },
  run: { icon: CircleDot, className: "state state-run" },
  idle: { icon: CircleDashed, className: "state state-idle" },
  warn: { icon: TriangleAlert, className: "state state-warn" },
  danger: { icon: CircleX, className: "state state-danger" },
  offline: { icon: CloudOff, className: "state state-warn" },
} as const;

export interface StateProps {
  tone: keyof typeof TONES;
  /** Announced when it changes. */
  live?: boolean;
  children: ReactNode;
}

/** A state: a shape and a word, never a colour alone. */
export function State({ tone, live = false, children }: StateProps) {
  const { icon, className } = TONES[tone];
  return (
    <span className={className} role={live ? "status" : undefined}>
      <Icon of={icon} />
      {children}
    </span>
  );
}
