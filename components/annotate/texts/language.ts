/** The languages in which the annotator's pages can be read. docs/languages.md says how one is added. */
export type Language = "en";

/** The one setting. */
const LANGUAGE: Language = "en";

const LOCALES: Readonly<Record<Language, string>> = { en: "en-GB" };

/** How numbers, dates and plurals are written in the language that is set. */
export const LOCALE = LOCALES[LANGUAGE];

/** The texts of one part of the page in the language that is set; each language must have all of them. */
export function inLanguage<T>(texts: Readonly<Record<Language, T>>): T {
  return texts[LANGUAGE];
}
