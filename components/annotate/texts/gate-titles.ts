import { en } from "./en/gate-titles";
import { inLanguage } from "./language";

/** The headings of the page before the next comparison, apart from the rest: they are there from the first paint. */
export type GateTitles = typeof en;
export const gateTitles = inLanguage<GateTitles>({ en });
