import { en } from "./en/own";
import { inLanguage } from "./language";

/** What every language says of a person's own answers, questions and edited responses. */
export type OwnTexts = typeof en;
export const ownTexts = inLanguage<OwnTexts>({ en });
