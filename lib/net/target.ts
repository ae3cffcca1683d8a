import { isIP } from "node:net";
import { privateReason } from "./address";
import { ALLOWED_HOSTS_SETTING, type AllowedHost, isAllowedHost } from "./allowed-hosts";
import { OutboundError } from "./outbound-error";

/** An address that may be asked, as far as its text can tell. Names are judged again when they resolve. */
export interface Target {
  url: URL;
  /** As the URL spells it: lower case, IPv6 in brackets. */
  hostname: string;
  /** Without brackets, as sockets want it. */
  host: string;
  port: number;
  isTls: boolean;
  /** The operator's list names this host and port, so private addresses are fine. */
  isAllowed: boolean;
}

/**
 * Reads an address for an outbound request. The URL parser turns decimal, octal and hexadecimal forms of IPv4 into the dotted form,
 * so that what is checked here is what would be connected to.
 *
 * @throws OutboundError `bad_url` for other schemes, credentials and nonsense; `refused_address` for a private literal.
 */
export function parseTarget(address: string, allowed: readonly AllowedHost[]): Target {
  let url: URL;
  try {
    url = new URL(address);
  } catch {
    throw new OutboundError(
      "bad_url",
      `"${shown(address)}" is not an address. Write it whole, for example https://api.example.com/v1.`,
    );
  }
  if (url.protocol !== "http:" && url.protocol !== "https:") {
    throw new OutboundError("bad_url", `Addresses begin with https:// or http://; this one begins with ${url.protocol}.`);
  }
  if (url.username !== "" || url.password !== "") {
    throw new OutboundError(
      "bad_url",
      "The address holds a user name or password. Leave it out and give the key in its own field.",
    );
  }
  if (url.hostname === "") throw new OutboundError("bad_url", "The address names no host.");

  const isTls = url.protocol === "https:";
  const port = url.port === "" ? (isTls ? 443 : 80) : Number(url.port);
  const host = url.hostname.startsWith("[") ? url.hostname.slice(1, -1) : url.hostname;
  const target: Target = {
    url,
    hostname: url.hostname,
    host,
    port,
    isTls,
    isAllowed: isAllowedHost(allowed, url.hostname, port),
  };
  if (isIP(host) !== 0) assertReachable(target, host);
  return target;
}

/**
 * Refuses an IP address that is not on the public internet, unless the operator's list names the target.
 *
 * @throws OutboundError `refused_address`; the sentence names the setting that would allow it.
 */
export function assertReachable(target: Target, ip: string): void {
  if (target.isAllowed) return;
  const reason = privateReason(ip);
  if (reason === null) return;
  const named = ip === target.host ? `${ip} is ${reason}` : `${target.hostname} leads to ${ip}, which is ${reason}`;
  throw new OutboundError(
    "refused_address",
    `${named}, and the server reaches such addresses only by its operator's word: add ${target.hostname}:${target.port} to ${ALLOWED_HOSTS_SETTING} and restart.`,
  );
}

function shown(address: string): string {
  return address.length > 80 ? `${address.slice(0, 80)}…` : address;
}
