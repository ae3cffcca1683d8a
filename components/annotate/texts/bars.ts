import { en } from "./en/bars";
import { inLanguage } from "./language";

/** What every language says where ratings and the confidence are asked; loaded with them, in rounds that ask. */
export type BarTexts = typeof en;
export const barTexts = inLanguage<BarTexts>({ en });
