"use client";

import { useSyncExternalStore } from "react";
import { formatDate, formatDateTime } from "@/lib/format";

export interface TimeProps {
  /** ISO 8601. */
  at: string;
  /** To the day or to the minute. */
  to?: "day" | "minute";
}

const never = () => () => {};

/** A time in the reader's own zone. The server, which does not know it, writes UTC. */
export function Time({ at, to = "minute" }: TimeProps) {
  const format = to === "day" ? formatDate : formatDateTime;
  const text = useSyncExternalStore(
    never,
    () => format(at, Intl.DateTimeFormat().resolvedOptions().timeZone),
    () => format(at),
  );
  return (
    <time dateTime={at} title={at} className="whitespace-nowrap">
      {text}
    </time>
  );
}
