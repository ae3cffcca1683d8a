import { isSign, type KeyMap, nameOfKey, toPressed } from "./key-map";

/** What a key of the page does, under the key that it has unless the person chose another. */
export interface KeyCommand {
  /** The standard key. */
  key: string;
  does: string;
}

/** Each of `KEYS` with what it does, in the groups of the dialog that lists them. */
export const KEY_COMMANDS: readonly KeyCommand[] = [
  ...Array.from({ length: 9 }, (_, index) => ({ key: String(index + 1), does: `place ${index + 1} of the scale` })),
  { key: "0", does: "tie, or place 10" },
  { key: "t", does: "tie" },
  { key: "b", does: "both bad" },
  { key: "u", does: "unsure" },
  { key: "s", does: "skip, with a reason" },
  { key: "q", does: "the next question" },
  { key: "z", does: "go back and change it" },
  { key: "x", does: "forward again" },
  { key: "l", does: "my answers" },
  { key: "r", does: "reason" },
  { key: "e", does: "edit a response" },
  { key: "f", does: "flag this comparison" },
  { key: "a", does: "ask the researchers" },
  { key: "d", does: "word differences" },
  { key: "g", does: "guidelines" },
  { key: "+", does: "larger text" },
  { key: "-", does: "smaller text" },
  { key: "v", does: "text and scrolling" },
  { key: "?", does: "all keys" },
];

/**
 * Gives a command another key. Its standard key takes the choice back.
 *
 * @returns The keys after it; or what has the key already, or that it is no single character, in a sentence.
 */
export function rebind(map: KeyMap, standard: string, pressed: string): { map: KeyMap } | { refusal: string } {
  if (!isSign(pressed)) return { refusal: "Only a letter, a digit or a sign can be chosen." };
  const { [standard]: _, ...others } = map;
  const holder = KEY_COMMANDS.find(({ key }) => key !== standard && toPressed(others, key) === pressed);
  if (holder) return { refusal: `${nameOfKey(pressed)} is taken: ${holder.does}. Give that another key first.` };
  return { map: pressed === standard ? others : { ...others, [standard]: pressed } };
}
