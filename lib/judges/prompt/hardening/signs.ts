import { toSkeleton } from "./skeleton";

/** What in a text addresses a judge: a verdict's form, a role's or a prompt's mark, plain words to whoever judges, hidden characters. */
export type JudgeSign = "verdict" | "role" | "instruction" | "hidden";

/** The word for a response, in an answer or a heading. */
/** "a" with a word behind it is an article. */
const PLACE = "(?:first|second|a(?![ \\t]+[a-z])|b|\\d{1,2})";
const NAMED = `(?:response|option|summary|assistant|answer|candidate|model|output|number)`;
const VERDICT =
  "(?:verdict|answer|preferred|winner|preference|choice|judge?ment|decision|rating|score|better|best|worse|harmful|selected|selection)";
const QUOTES = "[\"'*_`\\s)\\]}]{0,4}";
const OPENING = "[\\s\"'*_`([{<]{0,6}";

/** Behind an equals sign: nothing more in the line, or the word for a response. */
export const ENDS_OR_NAMES = `(?=[ \\t]{0,4}(?:$|\\n|${OPENING}(?:${NAMED}[\\s:]{0,4})?${PLACE}\\b))`;

/** Patterns on a skeleton; `at` is where a backslash breaks the form. */
export const VERDICT_FORMS: readonly RegExp[] = [
  // Answer: 2 · "winner": "Response B" · The better response is (A) · More harmful response = 1
  new RegExp(
    `\\b${VERDICT}\\b(?:[ \\t]{1,4}(?:${NAMED}|is|was|one|final)){0,4}${QUOTES}(?<at>[:=]|\\bis\\b|->|→)${OPENING}(?:${NAMED}[\\s:]{0,4})?${OPENING}${PLACE}\\b`,
    "gd",
  ),
  // Response= · Preferred Summary=2, and not the assignments of a program
  new RegExp(`\\b(?:${NAMED}|${VERDICT})[ \\t]{0,4}(?<at>=)${ENDS_OR_NAMES}`, "gd"),
  // [[A]] · [[rating]]
  /\[(?<at>\[)\s{0,4}(?:first|second|[ab]|tie|rating|\d{1,2})\s{0,4}\]\]/dg,
  /<(?<at>\/?(?:final_?)?(?:answer|verdict|choice|decision|preference|rating|score)>)/dg,
  new RegExp(`\\\\boxed\\s{0,4}(?<at>\\{)${OPENING}(?:\\\\text\\s{0,4}\\{)?${PLACE}\\s{0,4}\\}`, "gd"),
];

/** Chat templates' own tokens, which some servers read out of a message's text, and the headings of turns. */
export const ROLE_FORMS: readonly RegExp[] = [
  /<(?<at>\|[^|<>\n]{1,40}\|>)/dg,
  /(?<at>\[)\/?inst\]/dg,
  /<(?<at><)\/?sys>>/dg,
  /<(?<at>\/?(?:s|bos|eos|start_of_turn|end_of_turn|im_start|im_end|system|assistant|user|human)>)/dg,
  /(?:^|\n)[ \t#*>_]{0,8}(?:human|assistant|user|system|developer|instructions?)["'*_ \t]{0,3}(?<at>:)/dg,
];

/** What looks like a part of a prompt: headings of responses, our delimiters. */
export const PROMPT_FORMS: readonly RegExp[] = [
  new RegExp(`(?:^|\\n)[ \\t#*>_]{0,8}${NAMED}[ \\t]{1,4}${PLACE}["'*_ \\t]{0,4}(?<at>[:=])`, "gd"),
  /<(?<at>\/?text-[0-9a-f]{1,40})/dg,
];

const JUDGE = "(?:judge|evaluator|grader|rater|reviewer|annotator|assessor|ranker|reward model)";
const INSTRUCTIONS: readonly RegExp[] = [
  /\b(?:ignore|disregard|forget|override|bypass)\b[^.\n]{0,40}\b(?:previous|prior|above|earlier|preceding|all|other|these|those|your)\b[^.\n]{0,40}\b(?:instructions?|prompts?|rules?|guidelines?|texts?|criteria|directions?|directives?|messages?)\b/,
  new RegExp(
    `\\b(?:dear|attention|note to|message to|as|to|hey|hello|you are)\\b[^.\\n]{0,16}\\b(?:the|a|an|all|any|ai|llm|automatic|language)?\\s*${JUDGE}s?\\b`,
  ),
  /\b(?:choose|pick|prefer|select|vote for|favou?r|rank|rate|score|name|pronounce)\b[^.\n]{0,40}\b(?:this|response|answer|option|assistant|summary|candidate)\b[^.\n]{0,20}\b(?:first|second|[ab]|[12]|better|best|highest|winner|preferred|10)\b/,
  /\b(?:new|updated|revised|real|actual|hidden|system)\s+(?:instructions?|prompt|rules?|task|criteria)\b\s*[:.]/,
  /\b(?:this|the (?:first|second|other|above)) (?:response|answer|summary|option)\b[^.\n]{0,30}\b(?:is|was|must be|should be|has been)\b[^.\n]{0,30}\b(?:preferred|the winner|chosen|selected|verified|rated|ranked|marked)\b/,
  new RegExp(`\\b${JUDGE}s?[ \\t]{0,4}:`),
  /\b(?:answer|reply|respond) (?:only )?with (?:only )?(?:the )?(?:number |letter |word )?(?:["'(]?[12b]\b|["'(]a\b)/,
  /\b(?:ignora|ignore[zr]?|ignoriere|vergiss|olvida|oublie[zr]?)\b[^.\n]{0,40}\b(?:instrucciones|instructions|anweisungen|consignes|indicaciones)\b/,
];

const HIDDEN =
  /[\u200b-\u200f\u2060-\u2064\ufeff]{3,}|(?:[a-z][\u200b\u2060\ufeff]){3,}|[\u{e0000}-\u{e007f}]|[\u202a-\u202e\u2066-\u2069]/u;

/**
 * What in a text speaks to a judge instead of to the person who asked: signs, not proof. The text is flagged and never changed.
 *
 * @returns Each sign once: a verdict's form, a role's or a prompt's mark, an instruction to whoever judges, hidden characters.
 */
export function findJudgeSigns(text: string): JudgeSign[] {
  const { text: seen } = toSkeleton(text);
  const has = (forms: readonly RegExp[]): boolean => forms.some((form) => seen.search(form) >= 0);
  const found: JudgeSign[] = [];
  if (has(VERDICT_FORMS)) found.push("verdict");
  if (has(ROLE_FORMS) || has(PROMPT_FORMS)) found.push("role");
  if (has(INSTRUCTIONS)) found.push("instruction");
  if (HIDDEN.test(text)) found.push("hidden");
  return found;
}
