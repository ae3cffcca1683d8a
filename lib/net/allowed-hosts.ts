import { isIPv6 } from "node:net";

/** One host that the operator lets judges reach although its address is private. No port: any port. */
export interface AllowedHost {
  host: string;
  port: number | null;
}

/** Names the setting in every refusal: whoever reads it must know what to ask the operator for. */
export const ALLOWED_HOSTS_SETTING = "JUDGE_ALLOWED_HOSTS";

/**
 * Reads the operator's list of private hosts that judges may reach, `host` or `host:port`, separated by commas; IPv6 in brackets.
 *
 * @throws RangeError with a sentence that names the setting and the entry that cannot be read.
 */
export function parseAllowedHosts(text: string): AllowedHost[] {
  return text
    .split(",")
    .map((entry) => entry.trim())
    .filter((entry) => entry !== "")
    .map(parseEntry);
}

/** Whether the list names this host, as a URL spells it (lower case, IPv6 in brackets), on this port. */
export function isAllowedHost(allowed: readonly AllowedHost[], hostname: string, port: number): boolean {
  return allowed.some((entry) => entry.host === hostname && (entry.port === null || entry.port === port));
}

function parseEntry(entry: string): AllowedHost {
  const bracketed = isIPv6(entry) ? `[${entry}]` : entry;
  const hasPort = /:\d+$/.test(bracketed);
  let url: URL;
  try {
    url = new URL(`http://${bracketed}`);
  } catch {
    throw unreadable(entry);
  }
  const plain = url.pathname === "/" && !url.search && !url.hash && !url.username && !url.password && !/[/\\?#@*]/.test(entry);
  if (!plain || url.hostname === "") throw unreadable(entry);
  // The URL parser drops ":80" as http's own port; the entry still means that port and no other.
  return { host: url.hostname, port: hasPort ? Number(url.port || "80") : null };
}

function unreadable(entry: string): RangeError {
  return new RangeError(
    `${ALLOWED_HOSTS_SETTING} has an entry that cannot be read: "${entry}". Write host or host:port, separated by commas, for example 127.0.0.1:11434,ollama:11434,[::1]:8000.`,
  );
}
