"use client";

import { useSyncExternalStore } from "react";

const subscribe = () => () => undefined;

/** Whether the page answers to keys: false in the server's HTML and until React has taken it over. */
export function useReady(): boolean {
  return useSyncExternalStore(
    subscribe,
    () => true,
    () => false,
  );
}
