/** A run of one character that cannot be seen or that reorders what stands around it. */
export interface InvisibleRun {
  codePoint: number;
  count: number;
}

const NAMES: Readonly<Record<number, string>> = {
  173: "soft hyphen",
  847: "combining grapheme joiner",
  1564: "Arabic letter mark",
  4447: "Hangul filler",
  4448: "Hangul filler",
  6158: "Mongolian vowel separator",
  8203: "zero width space",
  8204: "zero width non-joiner",
  8205: "zero width joiner",
  8206: "left-to-right mark",
  8207: "right-to-left mark",
  8234: "left-to-right embedding",
  8235: "right-to-left embedding",
  8236: "end of embedding or override",
  8237: "left-to-right override",
  8238: "right-to-left override",
  8288: "word joiner",
  8294: "left-to-right isolate",
  8295: "right-to-left isolate",
  8296: "first strong isolate",
  8297: "end of isolate",
  10240: "blank Braille pattern",
  12644: "Hangul filler",
  65279: "zero width no-break space",
  65440: "Hangul filler",
};

/** Cc without tab, line feed and carriage return; fillers that print nothing; separators; variation selectors; tags. First, last. */
const INVISIBLE_RANGES: readonly (readonly [number, number])[] = [
  [0x0000, 0x0008],
  [0x000b, 0x000c],
  [0x000e, 0x001f],
  [0x007f, 0x009f],
  [0x034f, 0x034f],
  [0x115f, 0x1160],
  [0x180b, 0x180f],
  [0x2028, 0x2029],
  [0x2800, 0x2800],
  [0x3164, 0x3164],
  [0xfe00, 0xfe0f],
  [0xffa0, 0xffa0],
  [0xe0000, 0xe0fff],
];
const PRINTABLE_ASCII = /^[\t\n\r\u0020-\u007e]*$/;
const JOINING_SCRIPT =
  /\p{Script=Arabic}|\p{Script=Syriac}|\p{Script=Mongolian}|\p{Script=Nko}|\p{Script=Devanagari}|\p{Script=Bengali}|\p{Script=Gurmukhi}|\p{Script=Gujarati}|\p{Script=Oriya}|\p{Script=Tamil}|\p{Script=Telugu}|\p{Script=Kannada}|\p{Script=Malayalam}|\p{Script=Sinhala}|\p{Script=Khmer}|\p{Script=Myanmar}|\p{Script=Thai}|\p{Script=Tibetan}/u;
const EMOJI_PART = /\p{Extended_Pictographic}|\p{Emoji_Modifier}|\ufe0f|\u20e3/u;
const SELECTED = /\p{Emoji}|\p{Extended_Pictographic}|\p{Script=Han}|\p{Script=Mongolian}|\p{Sm}|\p{So}|\p{Po}|\p{Sc}/u;
const FLAG_OF_A_REGION = /\u{1f3f4}[\u{e0020}-\u{e007e}]{1,8}\u{e007f}/gu;

/**
 * Splits a text into what can be read and runs of characters that cannot be seen: control, format and bidirectional characters, zero
 * widths, fillers, tags. Those that writing needs stay in the text: joiners inside joining scripts and emoji, one variation selector
 * after a character that takes one, the tags of a region's flag.
 */
export function splitInvisible(text: string): (string | InvisibleRun)[] {
  if (PRINTABLE_ASCII.test(text)) return text === "" ? [] : [text];
  const flags = flagRanges(text);
  const parts: (string | InvisibleRun)[] = [];
  let readable = "";
  let before = "";
  for (let i = 0; i < text.length; ) {
    const codePoint = text.codePointAt(i) ?? 0;
    const character = String.fromCodePoint(codePoint);
    const next = i + character.length;
    if (!isInvisible(codePoint, character) || flags.has(i) || isNeeded(codePoint, before, text, next)) {
      readable += character;
    } else {
      if (readable !== "") parts.push(readable);
      readable = "";
      const last = parts.at(-1);
      if (typeof last === "object" && last.codePoint === codePoint) last.count += 1;
      else parts.push({ codePoint, count: 1 });
    }
    before = character;
    i = next;
  }
  if (readable !== "") parts.push(readable);
  return parts;
}

/** Whether a text holds a character that {@link splitInvisible} would mark. */
export function hasInvisible(text: string): boolean {
  return splitInvisible(text).some((part) => typeof part === "object");
}

/** The words on a mark: "U+202E", or "U+200B ×3". */
export function invisibleLabel(run: InvisibleRun): string {
  const code = `U+${run.codePoint.toString(16).toUpperCase().padStart(4, "0")}`;
  return run.count === 1 ? code : `${code} ×${run.count}`;
}

/** What the character is called: "right-to-left override". */
export function invisibleName(run: InvisibleRun): string {
  const name = NAMES[run.codePoint];
  if (name !== undefined) return name;
  if (run.codePoint >= 0xe0000 && run.codePoint <= 0xe007f) return "tag character";
  if ((run.codePoint >= 0xfe00 && run.codePoint <= 0xfe0f) || (run.codePoint >= 0xe0100 && run.codePoint <= 0xe01ef))
    return "variation selector";
  return run.codePoint < 0xa0 ? "control character" : "invisible character";
}

function isInvisible(codePoint: number, character: string): boolean {
  if (codePoint < 0x7f && codePoint > 0x1f) return false;
  return INVISIBLE_RANGES.some(([first, last]) => codePoint >= first && codePoint <= last) || /\p{Cf}/u.test(character);
}

function flagRanges(text: string): Set<number> {
  const indexes = new Set<number>();
  for (const match of text.matchAll(FLAG_OF_A_REGION)) {
    for (let i = match.index; i < match.index + match[0].length; i += 1) indexes.add(i);
  }
  return indexes;
}

function isNeeded(codePoint: number, before: string, text: string, next: number): boolean {
  if (codePoint === 0x200c || codePoint === 0x200d) {
    const after = next < text.length ? String.fromCodePoint(text.codePointAt(next) ?? 0) : "";
    const joins = (character: string) => JOINING_SCRIPT.test(character);
    const isEmoji = codePoint === 0x200d && EMOJI_PART.test(before) && /\p{Extended_Pictographic}/u.test(after);
    return isEmoji || (joins(before) && (codePoint === 0x200d || joins(after)));
  }
  const isSelector = (codePoint >= 0xfe00 && codePoint <= 0xfe0f) || (codePoint >= 0xe0100 && codePoint <= 0xe01ef);
  if (isSelector) return SELECTED.test(before) && (codePoint <= 0xfe0f || /\p{Script=Han}/u.test(before));
  // Signs of writing that Unicode files under "format" but that print.
  return (codePoint >= 0x0600 && codePoint <= 0x0605) || codePoint === 0x06dd || codePoint === 0x070f || codePoint === 0x08e2;
}
