/** A text as a reader sees it: lower case, look-alikes made one, what is invisible left out; each character knows where it came from. */
export interface Skeleton {
  text: string;
  /** For each UTF-16 unit of `text`, where the character that it came from begins in the original. */
  from: number[];
}

/** Format characters, variation selectors, tags and marks that combine: nothing that a reader would see by itself. */
const UNSEEN = /[\p{Cf}\p{Mn}\u115f\u1160\u3164\uffa0]/u;

/** Cyrillic and Greek letters that look like Latin ones, after lower-casing. */
const LOOK_ALIKES = new Map([..."аеорсухіѕјһԁոνοαιρυτκ"].map((letter, i) => [letter, "aeopcyxisjhdnvoaiputk"[i] ?? letter]));

/** Makes the skeleton of a text. Cost: linear in its length. */
export function toSkeleton(text: string): Skeleton {
  let made = "";
  const from: number[] = [];
  let at = 0;
  for (const character of text) {
    const code = character.charCodeAt(0);
    const plain = code < 0x80 ? character.toLowerCase() : fold(character);
    made += plain;
    for (let i = 0; i < plain.length; i++) from.push(at);
    at += character.length;
  }
  return { text: made, from };
}

function fold(character: string): string {
  const spaced = character.normalize("NFKD").toLowerCase();
  let folded = "";
  for (const each of spaced) if (!UNSEEN.test(each)) folded += LOOK_ALIKES.get(each) ?? each;
  return folded;
}
