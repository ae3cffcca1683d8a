"use client";

import { useReadingSettings } from "@/components/annotate/use-reading-settings";
import { nameOfKey, toPressed } from "./key-map";

/** Says which key a person presses for a standard key, as it is printed on buttons; "Z Backspace" and words between keys stay as they are. */
export function useKeyName(): (standard: string) => string {
  const { keys } = useReadingSettings().settings;
  return (standard) => ([...standard].length === 1 ? nameOfKey(toPressed(keys, standard.toLowerCase())) : standard);
}
