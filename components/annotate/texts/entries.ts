import { en } from "./en/entries";
import { inLanguage } from "./language";

/** What every language calls the things that a device sends. */
export type EntryTexts = typeof en;
export const entryTexts = inLanguage<EntryTexts>({ en });
