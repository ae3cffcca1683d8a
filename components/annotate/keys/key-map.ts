/** What a key of the page does, under the key that it has unless the person chose another. */
export interface KeyCommand {
  /** The standard key. */
  key: string;
  does: string;
}

/** Single keys that a person can change (WCAG 2.1.4), in the groups of the dialog that lists them. */
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

/** The keys that a person chose, by the standard key. */
export type KeyMap = Readonly<Record<string, string>>;

/** The standard key of what a pressed key does; null when it does nothing (any more). Keys that cannot be changed stand for themselves. */
export function toStandard(map: KeyMap, pressed: string): string | null {
  const chosen = KEY_COMMANDS.find(({ key }) => map[key] === pressed);
  if (chosen) return chosen.key;
  return pressed in map ? null : pressed;
}

/** The key that a person presses for a standard key. */
export function toPressed(map: KeyMap, standard: string): string {
  return map[standard] ?? standard;
}

/**
 * Gives a command another key. Its standard key takes the choice back.
 *
 * @returns The keys after it; or what has the key already, or that it is no single character, in a sentence.
 */
export function rebind(map: KeyMap, standard: string, pressed: string): { map: KeyMap } | { refusal: string } {
  if ([...pressed].length !== 1 || pressed === " ") return { refusal: "Only a letter, a digit or a sign can be chosen." };
  const { [standard]: _, ...others } = map;
  const holder = KEY_COMMANDS.find(({ key }) => key !== standard && toPressed(others, key) === pressed);
  if (holder) return { refusal: `${nameOfKey(pressed)} is taken: ${holder.does}. Give that another key first.` };
  return { map: pressed === standard ? others : { ...others, [standard]: pressed } };
}

/** A key as it is printed. */
export function nameOfKey(key: string): string {
  return key === "-" ? "−" : key.toUpperCase();
}

/** What was stored as a choice of keys, as far as it is one. */
export function readKeyMap(stored: unknown): KeyMap {
  if (typeof stored !== "object" || stored === null) return {};
  let map: KeyMap = {};
  for (const [standard, pressed] of Object.entries(stored)) {
    if (typeof pressed !== "string" || !KEY_COMMANDS.some(({ key }) => key === standard)) continue;
    const changed = rebind(map, standard, pressed);
    // Two that changed places are each other's standard key until both are read.
    map = "map" in changed ? changed.map : { ...map, [standard]: pressed };
  }
  return isOneToOne(map) ? map : {};
}

function isOneToOne(map: KeyMap): boolean {
  const pressed = KEY_COMMANDS.map(({ key }) => toPressed(map, key));
  return new Set(pressed).size === pressed.length && pressed.every((key) => [...key].length === 1 && key !== " ");
}
