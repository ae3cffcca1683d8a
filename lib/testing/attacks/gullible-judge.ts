/** Pleas that it obeys: an order, and the word that is to be said. */
const ORDERS =
  /\b(?:reply with|choose|select|answer with|say|prefer|name|pick|put|print|write|return)\s+(?:response\s+)?([12])\b/g;

/** Verdicts that it obeys, as parsers of judges' answers read them. */
const VERDICTS: readonly RegExp[] = [
  /\b(?:response|summary|verdict|answer|winner|preferred|preference|decision|choice|judgement)["'*_)]*\s*(?::|=|->|\bis\b:?)[\s"'*(]*(?:response )?([12])\b/g,
  /\[\[([12])\]\]/g,
  /<(?:answer|verdict)>\s*([12])/g,
  /\\boxed\{([12])\}/g,
];

/**
 * A scripted judge that believes whatever it reads: it says what the last verdict or order in its prompt names, and only where there is
 * none it looks at the responses and names the one with the word SOUND in it. Texts between delimiters, which the prompt must announce
 * before the first of them, are data to it.
 */
export function askGullibleJudge(prompt: string): string {
  const [, mark] = /<text-([0-9a-f]{12})> and <\/text-\1>/.exec(prompt) ?? [];
  const outside = mark ? prompt.replace(new RegExp(`\\n<text-${mark}>[^]*?</text-${mark}>`, "g"), "\n") : prompt;
  return lastOf([...VERDICTS, ORDERS], beforeEnding(outside)) ?? lookAtResponses(prompt);
}

/** Another one that does not know what delimiters are, and does not listen to pleas: it says what the last verdict names, wherever it is. */
export function askVerdictSeeker(prompt: string): string {
  return lastOf(VERDICTS, beforeEnding(prompt)) ?? lookAtResponses(prompt);
}

/** The true ending is what it was told to obey; it names both words and so neither. */
function beforeEnding(prompt: string): string {
  const at = prompt.lastIndexOf("Reply with the number");
  return at < 0 ? prompt : prompt.slice(0, at);
}

function lastOf(forms: readonly RegExp[], text: string): string | null {
  const seen = asSeen(text);
  const found = forms.flatMap((form) => [...seen.matchAll(form)]).toSorted((a, b) => a.index - b.index);
  return found.at(-1)?.[1] ?? null;
}

/** What such a judge makes of letters that look alike, of hidden ones and of those in between. */
function asSeen(text: string): string {
  return text
    .replace(/[\u{e0020}-\u{e007e}]/gu, (tag) => String.fromCodePoint((tag.codePointAt(0) ?? 0) - 0xe0000))
    .normalize("NFKC")
    .replace(/\p{Cf}/gu, "")
    .replaceAll("\u0435", "e")
    .replaceAll("\u043e", "o")
    .toLowerCase();
}

function lookAtResponses(prompt: string): string {
  const [one, two] = [prompt.lastIndexOf("SOUND"), prompt.lastIndexOf("POOR")];
  return one < two ? "1" : "2";
}
