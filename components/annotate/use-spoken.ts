"use client";

import { useCallback, useState } from "react";
import type { QueueItem } from "@/lib/rounds/types";
import { pageTexts } from "./texts/page";

const texts = pageTexts.spoken;

interface Parts {
  item: QueueItem | undefined;
  /** The question that keys answer now. */
  question: string;
  /** What stands where no comparison is. */
  endTitle: string;
  total: number;
}

/** What a screen reader hears: the answer that was given, then which comparison is on the screen, or the question that comes next on the same one. */
export function useSpoken({ item, question, endTitle, total }: Parts): { text: string; say: (answer: string) => void } {
  const [said, setSaid] = useState<{ words: string; itemKey: string | undefined } | null>(null);
  const key = item?.key;
  const say = useCallback((words: string) => setSaid({ words, itemKey: key }), [key]);
  const where = item ? texts.comparison(item.place, Math.max(item.place, total)) : texts.ended(endTitle);
  if (!said) return { text: where, say };
  // The answer was given on the comparison that is still on the screen: another question follows.
  return { text: said.itemKey === key ? texts.now(said.words, question) : texts.next(said.words, where), say };
}
