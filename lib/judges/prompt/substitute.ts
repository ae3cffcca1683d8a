import type { PromptPart } from "@/lib/judges/types";

const PLACEHOLDER = /\{\{([^{}]*)\}\}/g;

/**
 * Fills the `{{name}}` places of a template in one pass. There is no logic in templates, and nothing that is filled in is read again:
 * `{{response_2}}` inside a response stays as it is.
 *
 * @throws RangeError for a place that has no value; `findPlaceholders` finds these before anything is run.
 */
export function substitute(template: string, values: Readonly<Record<string, string>>): string {
  return toParts(template, values)
    .map(({ text }) => text)
    .join("");
}

/** What `substitute` joins: the template's own words and what fills its places, in their order. */
export function toParts(template: string, values: Readonly<Record<string, string>>): PromptPart[] {
  const parts: PromptPart[] = [];
  let end = 0;
  for (const match of template.matchAll(PLACEHOLDER)) {
    const key = (match[1] ?? "").trim();
    const value = Object.hasOwn(values, key) ? values[key] : undefined;
    if (value === undefined) throw new RangeError(`The template names {{${key}}}, which has no value.`);
    parts.push({ text: template.slice(end, match.index), isFilled: false }, { text: value, isFilled: true });
    end = match.index + match[0].length;
  }
  parts.push({ text: template.slice(end), isFilled: false });
  return parts.filter(({ text }) => text !== "");
}

/** The names of all places in a template, each once, in their order. */
export function findPlaceholders(template: string): string[] {
  return [...new Set([...template.matchAll(PLACEHOLDER)].map((match) => (match[1] ?? "").trim()))];
}
