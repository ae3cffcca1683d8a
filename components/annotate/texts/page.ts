import { en } from "./en/page";
import { inLanguage } from "./language";

/** What every language says on the page itself, from its first paint: header, tools, questions, what is read and what is spoken. */
export type PageTexts = typeof en;
export const pageTexts = inLanguage<PageTexts>({ en });
