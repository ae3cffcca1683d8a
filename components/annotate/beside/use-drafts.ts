"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import { type Draft, NO_DRAFT } from "./draft";
import { type Drafts, readDrafts, writeDrafts } from "./draft-store";

/** Typing is written to the device when it pauses for so long, and when the page is left. */
const PAUSE_MILLISECONDS = 400;

/** The drafts of a round on this device. */
export interface DraftKeeper {
  draftOf: (itemKey: string) => Draft;
  /** Null: nothing of it is left. */
  setDraft: (itemKey: string, draft: Draft | null) => void;
}

/** Keeps what is decided and not sent, and what is being written, over a reload. */
export function useDrafts(scope: string): DraftKeeper {
  const [drafts, setDrafts] = useState<Drafts>({});
  const latest = useRef<Drafts>(drafts);
  const timer = useRef<number | undefined>(undefined);

  // Read once the page is there: the server has no drafts, and its HTML must fit.
  useEffect(() => {
    const found = readDrafts(scope);
    latest.current = { ...found, ...latest.current };
    setDrafts(latest.current);
    const write = () => writeDrafts(scope, latest.current);
    window.addEventListener("pagehide", write);
    return () => {
      window.removeEventListener("pagehide", write);
      window.clearTimeout(timer.current);
      write();
    };
  }, [scope]);

  const setDraft = useCallback(
    (itemKey: string, draft: Draft | null) => {
      if (draft === null && !(itemKey in latest.current)) return;
      const { [itemKey]: _, ...others } = latest.current;
      latest.current = draft ? { ...others, [itemKey]: draft } : others;
      setDrafts(latest.current);
      window.clearTimeout(timer.current);
      timer.current = window.setTimeout(() => writeDrafts(scope, latest.current), PAUSE_MILLISECONDS);
    },
    [scope],
  );
  return { draftOf: (itemKey) => drafts[itemKey] ?? NO_DRAFT, setDraft };
}
