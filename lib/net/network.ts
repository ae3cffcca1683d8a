import { BlockList, isIP } from "node:net";

/** Written by scripts/peer-address.mjs, over whatever a client sends. */
const PEER = "x-concord-peer";

/**
 * The network that a request comes from, for limits: an IPv4 address, or the /64 of an IPv6 address, which is what one customer has.
 * What stands in X-Forwarded-For counts only as far as proxies that are trusted wrote it: read from its end, the first address that is none
 * of them is the client's. Whatever a client puts before that says nothing.
 *
 * @param trusted - Addresses and ranges of our own proxies: "127.0.0.0/8", "::1".
 * @returns "203.0.113.7", "2001:db8:1:2::/64"; "unknown" when the server was started without its peer addresses, and then for all alike.
 */
export function networkOf(headers: Headers, trusted: readonly string[]): string {
  const proxies = toList(trusted);
  let address = plainAddress(headers.get(PEER) ?? "");
  if (address === null) return "unknown";
  const forwarded = (headers.get("x-forwarded-for") ?? "").split(",").reverse();
  for (const each of forwarded) {
    if (!proxies.check(address, familyOf(address))) break;
    const before = plainAddress(each);
    // A proxy that we trust wrote something else than an address: what it stands for is all that is known.
    if (before === null) break;
    address = before;
  }
  return isIP(address) === 6 ? prefix64(address) : address;
}

/** Whether a text is an address or a range of addresses that `networkOf` takes. */
export function isNetwork(text: string): boolean {
  const [address = "", length, ...rest] = text.split("/");
  const version = isIP(address);
  if (version === 0 || rest.length > 0) return false;
  return length === undefined || (/^\d{1,3}$/.test(length) && Number(length) <= (version === 4 ? 32 : 128));
}

function toList(networks: readonly string[]): BlockList {
  const list = new BlockList();
  for (const network of networks) {
    const [address = "", length] = network.split("/");
    if (length === undefined) list.addAddress(address, familyOf(address));
    else list.addSubnet(address, Number(length), familyOf(address));
  }
  return list;
}

function familyOf(address: string): "ipv4" | "ipv6" {
  return isIP(address) === 6 ? "ipv6" : "ipv4";
}

/** An address without zone, port and brackets, and IPv4 as IPv4; null for any other text. */
function plainAddress(text: string): string | null {
  const trimmed = text.trim();
  const bare = /^\[([^\]]+)\](?::\d+)?$/.exec(trimmed)?.[1] ?? /^([\d.]+):\d+$/.exec(trimmed)?.[1] ?? trimmed;
  const [address = ""] = bare.split("%", 1);
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1] ?? address;
  return isIP(mapped) === 0 ? null : mapped;
}

function prefix64(address: string): string {
  // The URL parser writes an IPv6 address in its one canonical form.
  const { hostname } = new URL(`http://[${address}]/`);
  const [head = "", tail] = hostname.slice(1, -1).split("::");
  const left = head === "" ? [] : head.split(":");
  const right = !tail ? [] : tail.split(":");
  const zeros = tail === undefined ? 0 : 8 - left.length - right.length;
  const groups = [...left, ...Array.from({ length: zeros }, () => "0"), ...right];
  return `${groups.slice(0, 4).join(":")}::/64`;
}
