"use client";

import { useEffect, useRef } from "react";
import { showToast } from "@/components/ui/toast/toast";
import type { QueueItem } from "@/lib/rounds/types";

/** Says when an answer took the place of another one that the person gave on another device: both are in the history, the later stands. */
export function useReplaced(replaced: readonly string[], items: readonly QueueItem[]): void {
  const told = useRef(0);
  useEffect(() => {
    if (replaced.length === told.current) return;
    const keys = replaced.slice(told.current);
    told.current = replaced.length;
    const places = items.filter(({ key }) => keys.includes(key)).map(({ place }) => place);
    const what = places.length > 0 ? `Comparison ${places.join(", ")}` : "A comparison";
    showToast({ title: `${what} had an answer from another device. The later one, from here, stands.`, timeout: 12_000 });
  }, [replaced, items]);
}
