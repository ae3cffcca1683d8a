/** The standard keys that a person can change (WCAG 2.1.4): digits, letters and signs. */
export const KEYS: readonly string[] = [..."1234567890tbusqzxlrefadg+-v?"];

/** The keys that a person chose, by the standard key. */
export type KeyMap = Readonly<Record<string, string>>;

/** The standard key of what a pressed key does; null when it does nothing (any more). Keys that cannot be changed stand for themselves. */
export function toStandard(map: KeyMap, pressed: string): string | null {
  const chosen = KEYS.find((key) => map[key] === pressed);
  if (chosen) return chosen;
  return pressed in map ? null : pressed;
}

/** The key that a person presses for a standard key. */
export function toPressed(map: KeyMap, standard: string): string {
  return map[standard] ?? standard;
}

/** A key as it is printed. */
export function nameOfKey(key: string): string {
  return key === "-" ? "−" : key.toUpperCase();
}

/** What was stored as a choice of keys, as far as it is one. */
export function readKeyMap(stored: unknown): KeyMap {
  if (typeof stored !== "object" || stored === null) return {};
  const map: Record<string, string> = {};
  for (const [standard, pressed] of Object.entries(stored))
    if (typeof pressed === "string" && KEYS.includes(standard) && pressed !== standard) map[standard] = pressed;
  return isOneToOne(map) ? map : {};
}

/** Whether `pressed` is a single sign that can be printed. */
export function isSign(pressed: string): boolean {
  return [...pressed].length === 1 && pressed !== " ";
}

function isOneToOne(map: KeyMap): boolean {
  const pressed = KEYS.map((key) => toPressed(map, key));
  return new Set(pressed).size === pressed.length && pressed.every(isSign);
}
