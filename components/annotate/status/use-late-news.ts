"use client";

import { useEffect, useRef } from "react";
import type { OutboxState } from "@/components/annotate/use-outbox";
import { showToast } from "@/components/ui/toast/toast";
import type { QueueItem } from "@/lib/rounds/types";

/** Says what became of an answer in a way that the person could not expect: it took another one's place, or its comparison was withdrawn. */
export function useLateNews(
  { replaced, withdrawn }: Pick<OutboxState, "replaced" | "withdrawn">,
  items: readonly QueueItem[],
): void {
  // Both answers are in the history, and the later stands.
  useToldOnce(replaced, items, (what) => `${what} had an answer from another device. The later one, from here, stands.`);
  useToldOnce(
    withdrawn,
    items,
    (what) => `${what} was taken out by the researchers before your answer came. It is kept, and counts for nothing.`,
  );
}

function useToldOnce(keys: readonly string[], items: readonly QueueItem[], say: (what: string) => string): void {
  const told = useRef(0);
  useEffect(() => {
    if (keys.length === told.current) return;
    const fresh = keys.slice(told.current);
    told.current = keys.length;
    const places = items.filter(({ key }) => fresh.includes(key)).map(({ place }) => place);
    showToast({ title: say(places.length > 0 ? `Comparison ${places.join(", ")}` : "A comparison"), timeout: 12_000 });
  }, [keys, items, say]);
}
