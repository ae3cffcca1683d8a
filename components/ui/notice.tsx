import type { ReactNode } from "react";
import { cn } from "@/lib/cn";

const TONES = { plain: "", warn: "notice-warn", danger: "notice-danger", accent: "notice-accent" } as const;

export interface NoticeProps {
  tone?: keyof typeof TONES;
  /** What is the matter, in bold at the start. */
  title?: ReactNode;
  children?: ReactNode;
  className?: string;
}

/** One line of what is wrong and one of what to do. A bar at the left, no box. */
export function Notice({ tone = "plain", title, children, className }: NoticeProps) {
  return (
    <div className={cn("notice", TONES[tone], className)} role={tone === "danger" ? "alert" : undefined}>
      {title ? <strong>{title} </strong> : null}
      {children}
    </div>
  );
}
