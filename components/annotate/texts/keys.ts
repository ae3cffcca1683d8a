import { en } from "./en/keys";
import { inLanguage } from "./language";

/** What every language says of the keys: what each does, and how it is changed. */
export type KeyTexts = typeof en;
export const keyTexts = inLanguage<KeyTexts>({ en });
