import { en } from "./en/scale";
import { inLanguage } from "./language";

/** What every language says of answers on the scale. */
export type ScaleTexts = typeof en;
export const scaleTexts = inLanguage<ScaleTexts>({ en });
