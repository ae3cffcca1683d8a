import { en } from "./en/status";
import { inLanguage } from "./language";

/** What every language says of labels on their way, and where there is no comparison. */
export type StatusTexts = typeof en;
export const statusTexts = inLanguage<StatusTexts>({ en });
