import { en } from "./en/no-round";
import { inLanguage } from "./language";

/** What every language says where the round is not there. */
export type NoRoundTexts = typeof en;
export const noRoundTexts = inLanguage<NoRoundTexts>({ en });
