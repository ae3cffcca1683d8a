import { LOCALE } from "./language";

const numbers = new Intl.NumberFormat(LOCALE, { maximumFractionDigits: 0 });
const plurals = new Intl.PluralRules(LOCALE);
const clock = new Intl.DateTimeFormat(LOCALE, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });

/** A whole number: "1,140". */
export function count(value: number): string {
  return numbers.format(value);
}

/** The form that goes with a number, as the language counts: `other` where it has none of its own. */
export function form<T>(value: number, forms: Readonly<Partial<Record<Intl.LDMLPluralRule, T>>> & { other: T }): T {
  return forms[plurals.select(value)] ?? forms.other;
}

/** A number and the word for what is counted: "1 comparison", "1,140 comparisons". */
export function quantity(
  value: number,
  forms: Readonly<Partial<Record<Intl.LDMLPluralRule, string>>> & { other: string },
): string {
  return `${count(value)} ${form(value, forms)}`;
}

/** A time of day by this device's clock: "14:05". */
export function timeOfDay(at: Date): string {
  return clock.format(at);
}
