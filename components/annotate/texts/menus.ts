import { en } from "./en/menus";
import { inLanguage } from "./language";

/** What every language says in what opens over the comparison: skip, flag, reason, refused labels, guidelines. */
export type MenuTexts = typeof en;
export const menuTexts = inLanguage<MenuTexts>({ en });
