import { en } from "./en/reading-settings";
import { inLanguage } from "./language";

/** What every language says where a person sets texts and scrolling. */
export type ReadingSettingTexts = typeof en;
export const readingSettingTexts = inLanguage<ReadingSettingTexts>({ en });
