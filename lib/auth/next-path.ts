/**
 * Where to go after signing in: a path of this app, or null for anything else. A full address, `//host`, a backslash and control characters are
 * how a link would send people elsewhere.
 */
export function toNextPath(value: unknown): string | null {
  if (typeof value !== "string" || value.length > 2000) return null;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
  if (!/^\/(?![/\\])[^\\\u0000-\u001f\u007f]*$/.test(value)) return null;
  return value;
}
