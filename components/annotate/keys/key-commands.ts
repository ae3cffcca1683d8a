import { keyTexts } from "@/components/annotate/texts/keys";
import { isSign, type KeyMap, nameOfKey, toPressed } from "./key-map";

const { does, settings } = keyTexts;

/** What a key of the page does, under the key that it has unless the person chose another. */
export interface KeyCommand {
  /** The standard key. */
  key: string;
  does: string;
}

/** Each of `KEYS` with what it does, in the groups of the dialog that lists them. */
export const KEY_COMMANDS: readonly KeyCommand[] = [
  ...Array.from({ length: 9 }, (_, index) => ({ key: String(index + 1), does: does.place(index + 1) })),
  { key: "0", does: does.tieOrTen },
  { key: "t", does: does.tie },
  { key: "b", does: does.bothBad },
  { key: "u", does: does.unsure },
  { key: "s", does: does.skip },
  { key: "q", does: does.next },
  { key: "z", does: does.back },
  { key: "x", does: does.forward },
  { key: "l", does: does.answers },
  { key: "r", does: does.reason },
  { key: "e", does: does.edit },
  { key: "f", does: does.flag },
  { key: "a", does: does.ask },
  { key: "d", does: does.differences },
  { key: "g", does: does.guidelines },
  { key: "+", does: does.larger },
  { key: "-", does: does.smaller },
  { key: "v", does: does.reading },
  { key: "?", does: does.keys },
];

/**
 * Gives a command another key. Its standard key takes the choice back.
 *
 * @returns The keys after it; or what has the key already, or that it is no single character, in a sentence.
 */
export function rebind(map: KeyMap, standard: string, pressed: string): { map: KeyMap } | { refusal: string } {
  if (!isSign(pressed)) return { refusal: settings.onlySigns };
  const { [standard]: _, ...others } = map;
  const holder = KEY_COMMANDS.find(({ key }) => key !== standard && toPressed(others, key) === pressed);
  if (holder) return { refusal: settings.taken(nameOfKey(pressed), holder.does) };
  return { map: pressed === standard ? others : { ...others, [standard]: pressed } };
}
