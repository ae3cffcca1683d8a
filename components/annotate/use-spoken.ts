"use client";

import { useCallback, useState } from "react";
import type { QueueItem, QueueRound } from "@/lib/rounds/types";

/** What a screen reader hears: the answer that was given, and which comparison is on the screen now. */
export function useSpoken({ item, total }: { item: QueueItem | undefined; round: QueueRound; total: number }): {
  text: string;
  say: (answer: string) => void;
} {
  const [said, setSaid] = useState("");
  const say = useCallback((answer: string) => setSaid(`${answer}.`), []);
  const where = item ? `Comparison ${item.place} of ${total}.` : "Round complete.";
  return { text: said ? `${said} ${where}` : where, say };
}
