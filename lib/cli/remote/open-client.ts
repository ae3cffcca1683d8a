import { UsageError } from "@/lib/cli/command";
import { ConcordClient } from "@/lib/client/concord-client";
import { fetchTypedAddress } from "@/lib/net/fetch-typed-address";

/** The instance that `--url` names, by the key of CONCORD_KEY. @throws UsageError without a key, or for no address. */
export function openClient(url: string, signal: AbortSignal): ConcordClient {
  const key = process.env.CONCORD_KEY;
  if (!key) throw new UsageError("--url needs an API key in CONCORD_KEY; make one on the account page of that Concord.");
  if (!/^https?:\/\/[^/\s]+/.test(url))
    throw new UsageError(`--url is "${url}": write the instance's address, such as https://concord.example.org.`);
  return new ConcordClient({ url, key, signal, fetch: fetchTypedAddress });
}

/** Takes `--url URL` or `--url=URL` out of the words of a command. @throws UsageError without an address behind it. */
export function takeUrl(words: readonly string[]): { url: string | null; rest: string[] } {
  const at = words.findIndex((word) => word === "--url" || word.startsWith("--url="));
  const word = words[at];
  if (word === undefined) return { url: null, rest: [...words] };
  const isJoined = word !== "--url";
  const url = isJoined ? word.slice("--url=".length) : (words[at + 1] ?? "");
  if (url === "" || url.startsWith("--")) throw new UsageError("--url is without an address: --url https://concord.example.org.");
  return { url, rest: words.filter((_, place) => place !== at && (isJoined || place !== at + 1)) };
}
