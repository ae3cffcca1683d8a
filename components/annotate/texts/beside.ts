import { en } from "./en/beside";
import { inLanguage } from "./language";

/** What every language calls ratings and confidences. */
export type BesideTexts = typeof en;
export const besideTexts = inLanguage<BesideTexts>({ en });
