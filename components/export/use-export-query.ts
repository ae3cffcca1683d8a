"use client";

import { parseAsString, useQueryStates } from "nuqs";
import { useTransition } from "react";
import { EXPORT_NAMES } from "@/lib/datasets/export-schema";

/** Changes the choices of the export page, which stand in its address; the server counts again. */
export function useExportQuery() {
  const [isPending, startTransition] = useTransition();
  const [, setQuery] = useQueryStates(Object.fromEntries([...EXPORT_NAMES, "row"].map((name) => [name, parseAsString])), {
    shallow: false,
    scroll: false,
    startTransition,
  });
  /** An empty value takes a choice back. */
  const set = (choices: Readonly<Record<string, string>>) =>
    void setQuery({ row: null, ...Object.fromEntries(Object.entries(choices).map(([name, value]) => [name, value || null])) });
  return { isPending, set };
}

export type SetChoices = ReturnType<typeof useExportQuery>["set"];
