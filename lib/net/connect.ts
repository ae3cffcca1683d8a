import { lookup as dnsLookup, type LookupAddress } from "node:dns";
import { isIP, type LookupFunction, connect as netConnect, type Socket } from "node:net";
import { type TLSSocket, connect as tlsConnect } from "node:tls";
import { OutboundError } from "./outbound-error";
import { assertReachable, type Target } from "./target";

/** Turns a name into addresses. Tests bring their own. */
export type Resolve = (hostname: string) => Promise<readonly LookupAddress[]>;

/** Opens a plain socket. Tests bring their own, to see that the address of the socket itself is checked. */
export type Dial = (options: { host: string; port: number; lookup: LookupFunction }) => Socket;

/**
 * A socket to the target, connected and checked. The name is resolved once, every address is judged, only judged ones are dialled, and
 * the address that the socket ended at is judged again before a byte is sent: a name that answers otherwise a second time gains nothing.
 *
 * @throws OutboundError `dns`, `refused_address`, `connection`, `tls` or `timeout`.
 */
export async function connectTo(
  target: Target,
  options: { connectMs: number; resolve?: Resolve; dial?: Dial },
): Promise<Socket | TLSSocket> {
  const addresses = await reachableAddresses(target, options.resolve ?? resolveName);
  const socket = (options.dial ?? netConnect)({ host: target.host, port: target.port, lookup: fixedLookup(addresses) });
  let open: Socket | TLSSocket = socket;
  let late: OutboundError | undefined;
  const deadline = setTimeout(() => {
    late = new OutboundError(
      "timeout",
      `${target.hostname}:${target.port} took no connection within ${options.connectMs / 1000} s.`,
    );
    open.destroy(late);
  }, options.connectMs);
  try {
    await once(socket, "connect", target);
    assertReachable(target, socket.remoteAddress ?? "");
    if (!target.isTls) return socket;
    const secure = tlsConnect({ socket, servername: isIP(target.host) === 0 ? target.host : "", ALPNProtocols: ["http/1.1"] });
    open = secure;
    await once(secure, "secureConnect", target);
    return secure;
  } catch (error) {
    open.destroy();
    throw late ?? error;
  } finally {
    clearTimeout(deadline);
  }
}

async function reachableAddresses(target: Target, resolve: Resolve): Promise<readonly LookupAddress[]> {
  const family = isIP(target.host);
  if (family !== 0) return [{ address: target.host, family }];
  const found = await resolve(target.host).catch((cause: unknown) => {
    throw new OutboundError(
      "dns",
      `The name ${target.hostname} does not resolve. Check its spelling and the server's DNS.`,
      cause,
    );
  });
  if (found.length === 0) throw new OutboundError("dns", `The name ${target.hostname} has no address.`);
  for (const { address } of found) assertReachable(target, address);
  return found;
}

function resolveName(hostname: string): Promise<readonly LookupAddress[]> {
  return new Promise((settle, reject) => {
    dnsLookup(hostname, { all: true }, (error, addresses) => (error ? reject(error) : settle(addresses)));
  });
}

function fixedLookup(addresses: readonly LookupAddress[]): LookupFunction {
  return (_hostname, options, callback) => {
    const first = addresses[0];
    if (options.all) callback(null, [...addresses]);
    else if (first) callback(null, first.address, first.family);
  };
}

function once(socket: Socket, event: "connect" | "secureConnect", target: Target): Promise<void> {
  return new Promise((settle, reject) => {
    const failed = (cause: Error): void => {
      reject(cause instanceof OutboundError ? cause : connectionError(event, target, cause));
    };
    const closed = (): void => failed(new Error("closed"));
    socket.once("error", failed);
    socket.once("close", closed);
    socket.once(event, () => {
      socket.off("error", failed);
      socket.off("close", closed);
      settle();
    });
  });
}

function connectionError(event: "connect" | "secureConnect", target: Target, cause: Error): OutboundError {
  const place = `${target.hostname}:${target.port}`;
  return event === "connect"
    ? new OutboundError("connection", `No connection to ${place} (${codeOf(cause)}). Is the server running there?`, cause)
    : new OutboundError("tls", `The secure connection to ${place} failed (${codeOf(cause)}).`, cause);
}

function codeOf(error: Error): string {
  return "code" in error && typeof error.code === "string" ? error.code : error.message;
}
