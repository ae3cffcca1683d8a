import { type ClientRequest, Agent as HttpAgent, request as httpRequest, type IncomingMessage } from "node:http";
import { Agent as HttpsAgent, request as httpsRequest } from "node:https";
import type { Socket } from "node:net";
import type { Duplex } from "node:stream";
import type { AllowedHost } from "./allowed-hosts";
import { connectTo, type Dial, type Resolve } from "./connect";
import { OutboundError } from "./outbound-error";
import { readBody } from "./read-body";
import { assertReachable, parseTarget, type Target } from "./target";

/** Limits of one request. Times in milliseconds. */
export interface OutboundLimits {
  /** From the call to the last byte of the answer. */
  totalMs: number;
  /** From the first byte of the answer on, the longest silence. */
  idleMs: number;
  connectMs: number;
  /** Of the answer's body, after decompression. */
  maxBytes: number;
}

export interface OutboundRequest {
  url: string;
  method: string;
  headers: Readonly<Record<string, string>>;
  body?: string;
  /** Private hosts that the operator allows. */
  allowed: readonly AllowedHost[];
  limits?: Partial<OutboundLimits>;
  signal?: AbortSignal;
  resolve?: Resolve;
  dial?: Dial;
}

/** A whole answer: nothing is read from the network after it. */
export interface OutboundResponse {
  status: number;
  headers: ReadonlyMap<string, string>;
  body: Buffer;
}

export const DEFAULT_LIMITS: OutboundLimits = { totalMs: 120_000, idleMs: 30_000, connectMs: 10_000, maxBytes: 1024 * 1024 };

const agentOptions = { keepAlive: true, maxFreeSockets: 128, scheduling: "lifo" } as const;

// Sockets are kept open between calls. What a socket carries is HTTP alone: no cookies, no client state.
const plainAgent = checkedAgent(new HttpAgent(agentOptions));
const secureAgent = checkedAgent(new HttpsAgent(agentOptions));

/**
 * The only way out: one HTTP request to an address that was judged on the socket actually used, within limits of time and size.
 * Redirects are not followed, cookies not kept, proxies of the environment not used.
 *
 * @throws OutboundError, always of one of its kinds.
 */
export async function outboundRequest(input: OutboundRequest): Promise<OutboundResponse> {
  const target = parseTarget(input.url, input.allowed);
  const limits: OutboundLimits = { ...DEFAULT_LIMITS, ...input.limits };
  if (input.signal?.aborted) throw new OutboundError("aborted", "The request was given up before it began.");

  const watch = stopwatch(limits.totalMs, target, input.signal);
  try {
    return await watch.race(exchange(input, target, limits, watch));
  } finally {
    watch.end();
  }
}

async function exchange(
  input: OutboundRequest,
  target: Target,
  limits: OutboundLimits,
  watch: Stopwatch,
): Promise<OutboundResponse> {
  const request = open(input, target, limits);
  watch.onStop((reason) => request.destroy(reason));
  const response = await answerTo(request, target, input.body);
  const body = await readBody(response, { maxBytes: limits.maxBytes, idleMs: limits.idleMs });
  const headers = new Map<string, string>();
  for (const [name, value] of Object.entries(response.headers)) {
    if (value !== undefined && name !== "set-cookie") headers.set(name, Array.isArray(value) ? value.join(", ") : value);
  }
  return { status: response.statusCode ?? 0, headers, body };
}

function open(input: OutboundRequest, target: Target, limits: OutboundLimits): ClientRequest {
  const send = target.isTls ? httpsRequest : httpRequest;
  const connection: ConnectionOptions = {
    concord: { target, connectMs: limits.connectMs, resolve: input.resolve, dial: input.dial },
  };
  const request = send({
    agent: target.isTls ? secureAgent : plainAgent,
    method: input.method,
    host: target.host,
    port: target.port,
    path: `${target.url.pathname}${target.url.search}`,
    headers: { ...input.headers, "accept-encoding": "identity", ...lengthOf(input.body) },
    ...connection,
  });
  // A kept socket was judged when it was opened; it is judged again under the list that holds now.
  request.once("socket", (socket) => {
    try {
      if (socket.remoteAddress) assertReachable(target, socket.remoteAddress);
    } catch (error) {
      request.destroy(error instanceof Error ? error : undefined);
    }
  });
  return request;
}

function lengthOf(body: string | undefined): Record<string, string> {
  return body === undefined ? {} : { "content-length": String(Buffer.byteLength(body)) };
}

function answerTo(request: ClientRequest, target: Target, body: string | undefined): Promise<IncomingMessage> {
  return new Promise((settle, reject) => {
    request.once("response", settle);
    request.once("error", (cause: Error) => reject(toOutboundError(cause, target)));
    // 1xx answers that switch protocols never come with a "response".
    request.once("upgrade", (_response, socket: Duplex) => {
      socket.destroy();
      reject(new OutboundError("connection", `${target.hostname}:${target.port} tried to switch to another protocol.`));
    });
    request.end(body);
  });
}

function toOutboundError(cause: Error, target: Target): OutboundError {
  if (cause instanceof OutboundError) return cause;
  const code = "code" in cause && typeof cause.code === "string" ? cause.code : cause.message;
  return new OutboundError(
    "connection",
    `${target.hostname}:${target.port} closed the connection before it answered (${code}).`,
    cause,
  );
}

interface ConnectionOptions {
  concord: { target: Target; connectMs: number; resolve: Resolve | undefined; dial: Dial | undefined };
}

/** Makes an agent whose sockets come from `connectTo` and from nowhere else. */
function checkedAgent<A extends HttpAgent>(agent: A): A {
  agent.createConnection = (options: object, callback?: (error: Error | null, socket: Duplex) => void): undefined => {
    // The options are those given to `request`, and `open` alone calls it.
    const { target, ...rest } = (options as ConnectionOptions).concord;
    // Node's type wants a socket beside an error too; its code reads it only without one.
    const done = callback as (error: Error | null, socket?: Socket) => void;
    connectTo(target, rest).then(
      (socket) => done(null, socket),
      (error: Error) => done(error),
    );
    return undefined;
  };
  return agent;
}

interface Stopwatch {
  race<T>(work: Promise<T>): Promise<T>;
  onStop(stop: (reason: OutboundError) => void): void;
  end(): void;
}

/** Ends a request when its time is over or its caller gives up, even while a name is still being resolved. */
function stopwatch(totalMs: number, target: Target, signal: AbortSignal | undefined): Stopwatch {
  const stops: ((reason: OutboundError) => void)[] = [];
  let stopAll: (reason: OutboundError) => void = () => undefined;
  const stopped = new Promise<never>((_settle, reject) => {
    stopAll = (reason) => {
      for (const stop of stops) stop(reason);
      reject(reason);
    };
  });
  // The race listens too; this keeps a stop after the race from counting as unhandled.
  stopped.catch(() => undefined);
  const timer = setTimeout(() => {
    stopAll(new OutboundError("timeout", `${target.hostname}:${target.port} gave no whole answer within ${totalMs / 1000} s.`));
  }, totalMs);
  const abort = (): void => stopAll(new OutboundError("aborted", "The request was given up."));
  signal?.addEventListener("abort", abort, { once: true });
  return {
    race: (work) => Promise.race([work, stopped]),
    onStop: (stop) => {
      stops.push(stop);
    },
    end: () => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", abort);
    },
  };
}
