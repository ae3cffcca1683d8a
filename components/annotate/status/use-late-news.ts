"use client";

import { useEffect, useRef } from "react";
import { statusTexts } from "@/components/annotate/texts/status";
import type { OutboxState } from "@/components/annotate/use-outbox";
import { showToast } from "@/components/ui/toast/toast";
import type { QueueItem } from "@/lib/rounds/types";

const texts = statusTexts.news;

/** Says what became of an answer in a way that the person could not expect: it took another one's place, or its comparison was withdrawn. */
export function useLateNews(
  { replaced, withdrawn }: Pick<OutboxState, "replaced" | "withdrawn">,
  items: readonly QueueItem[],
): void {
  // Both answers are in the history, and the later stands.
  useToldOnce(replaced, items, texts.replaced);
  useToldOnce(withdrawn, items, texts.withdrawn);
}

function useToldOnce(keys: readonly string[], items: readonly QueueItem[], say: (what: string) => string): void {
  const told = useRef(0);
  useEffect(() => {
    if (keys.length === told.current) return;
    const fresh = keys.slice(told.current);
    told.current = keys.length;
    const places = items.filter(({ key }) => fresh.includes(key)).map(({ place }) => place);
    showToast({ title: say(texts.comparison(places)), timeout: 12_000 });
  }, [keys, items, say]);
}
