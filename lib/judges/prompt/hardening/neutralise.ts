import { ENDS_OR_NAMES, PROMPT_FORMS, ROLE_FORMS, VERDICT_FORMS } from "./signs";
import { toSkeleton } from "./skeleton";

const FORMS = [...VERDICT_FORMS, ...ROLE_FORMS, ...PROMPT_FORMS];

/**
 * A text for a judge's eyes: where it has the form of a verdict, of a role's mark, of a part of the prompt or of one of `labels`, a
 * backslash stands before the sign that makes the form. Everything else stays to the letter, and so does the stored text.
 *
 * @param labels - Patterns of the template's own lines, see `toLabels`.
 */
export function neutralise(text: string, labels: readonly RegExp[]): string {
  const skeleton = toSkeleton(text);
  const places = new Set<number>();
  for (const form of [...FORMS, ...labels]) {
    for (const match of skeleton.text.matchAll(form)) {
      const at = match.indices?.groups?.at?.[0];
      const place = at === undefined ? undefined : skeleton.from[at];
      if (place !== undefined) places.add(place);
    }
  }
  let made = "";
  let end = 0;
  for (const place of [...places].toSorted((a, b) => a - b)) {
    made += `${text.slice(end, place)}\\`;
    end = place;
  }
  return made + text.slice(end);
}

/** The lines of a template that end with a colon or an equals sign, as patterns: a text that repeats one looks like the template. */
export function toLabels(parts: readonly string[]): RegExp[] {
  const labels = new Set<string>();
  for (const line of parts.join("\n").split("\n")) {
    const [, words, sign] = /^\s*([^{}]*\p{L}[^{}]*)([:=])\s*$/u.exec(toSkeleton(line).text) ?? [];
    if (words && sign) labels.add(`${toPattern(words.trim())}["'*_\\s]{0,4}(?<at>${sign})${ENDS_OR_NAMES}`);
  }
  return [...labels].map((label) => new RegExp(label, "gd"));
}

/** The words of a label, whatever white space stands between them. */
function toPattern(label: string): string {
  const words = label.split(/\s+/).map((word) => word.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&"));
  return words.join("\\s{1,4}");
}
