import { en } from "./en/gates";
import { inLanguage } from "./language";

/** What every language says before the next comparison: consent, guidelines, a training. */
export type GateTexts = typeof en;
export const gateTexts = inLanguage<GateTexts>({ en });
