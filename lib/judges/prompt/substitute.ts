const PLACEHOLDER = /\{\{([^{}]*)\}\}/g;

/**
 * Fills the `{{name}}` places of a template in one pass. There is no logic in templates, and nothing that is filled in is read again:
 * `{{response_2}}` inside a response stays as it is.
 *
 * @throws RangeError for a place that has no value; `findPlaceholders` finds these before anything is run.
 */
export function substitute(template: string, values: Readonly<Record<string, string>>): string {
  return template.replace(PLACEHOLDER, (_whole, name: string) => {
    const key = name.trim();
    const value = Object.hasOwn(values, key) ? values[key] : undefined;
    if (value === undefined) throw new RangeError(`The template names {{${key}}}, which has no value.`);
    return value;
  });
}

/** The names of all places in a template, each once, in their order. */
export function findPlaceholders(template: string): string[] {
  return [...new Set([...template.matchAll(PLACEHOLDER)].map((match) => (match[1] ?? "").trim()))];
}
