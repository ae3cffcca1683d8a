/** Names the user whose page a request comes from. It gives nobody anything: a page of somebody else is refused. */
export const PERSON_HEADER = "x-concord-person";

/** What our own API says when it refuses. */
export class FetchError extends Error {
  override readonly name = "FetchError";
  /** 0 when no answer came at all. */
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

export interface FetchOptions {
  method?: "GET" | "POST" | "PATCH" | "DELETE";
  /** Sent as JSON. */
  body?: unknown;
  /** Sent as it is, in place of a body. */
  file?: Blob;
  signal?: AbortSignal;
  /** Goes on when the page is left. For small bodies alone: browsers refuse more than 64 KiB. */
  keepalive?: boolean;
}

/**
 * Calls our own API from a page and reads its JSON.
 *
 * @typeParam T - What the route answers; its handler and its callers share the type.
 * @throws FetchError with the API's own sentence, or one about the network.
 */
export async function fetchJson<T>(address: string, options: FetchOptions = {}): Promise<T> {
  const response = await send(address, toInit(options));
  const text = await response.text();
  if (response.ok) return JSON.parse(text) as T;
  const { code, message } = readError(text);
  throw new FetchError(response.status, code, message ?? `The server answered ${response.status}. Try again in a moment.`);
}

/** An answer of our own API, whatever its status. `body` is null when it is no JSON. */
export interface FetchAnswer {
  status: number;
  body: unknown;
  /** What `Retry-After` asks for, in seconds; null without one. */
  retryAfterSeconds: number | null;
}

/**
 * Calls our own API for callers that read refusals themselves.
 *
 * @throws FetchError only when no answer came.
 */
export async function fetchAnswer(address: string, options: FetchOptions = {}): Promise<FetchAnswer> {
  const response = await send(address, toInit(options));
  const wait = Number(response.headers.get("retry-after"));
  const text = await response.text();
  let read: unknown = null;
  try {
    read = JSON.parse(text);
  } catch {
    // A proxy's page of HTML: the status says enough.
  }
  return { status: response.status, body: read, retryAfterSeconds: wait > 0 ? wait : null };
}

/**
 * Sends a file's bytes to our own API.
 *
 * @throws FetchError with the API's own sentence, or one about the network.
 */
export async function sendFile(address: string, file: Blob, signal?: AbortSignal): Promise<Response> {
  const response = await send(address, {
    method: "POST",
    body: file,
    headers: { "content-type": "application/octet-stream" },
    ...(signal ? { signal } : {}),
  });
  if (response.ok) return response;
  const { code, message } = readError(await response.text());
  throw new FetchError(response.status, code, message ?? `The server answered ${response.status}. Try again in a moment.`);
}

/**
 * A small file that the app itself serves, as if somebody had picked it.
 *
 * @throws FetchError with a sentence about the answer or the network.
 */
export async function fetchFile(address: string, name: string): Promise<File> {
  const response = await send(address, {});
  if (!response.ok)
    throw new FetchError(response.status, "", `The server answered ${response.status} for ${name}. Try again in a moment.`);
  return new File([await response.blob()], name);
}

let speaker: string | undefined;

/**
 * Has every request from here on name the user whose page this is, until the page goes: where somebody else has signed in at this browser
 * since, the server then refuses, and neither person gets what is the other's.
 *
 * @returns Ends it.
 */
export function speakFor(person: string): () => void {
  speaker = person;
  return () => {
    speaker = undefined;
  };
}

function toInit({ method = "GET", body, file, signal, keepalive }: FetchOptions): RequestInit {
  return {
    method,
    ...(keepalive ? { keepalive } : {}),
    ...(signal ? { signal } : {}),
    ...(file ? { body: file } : body === undefined ? {} : { body: JSON.stringify(body) }),
    headers: {
      ...(body === undefined ? {} : { "content-type": "application/json" }),
      ...(speaker === undefined ? {} : { [PERSON_HEADER]: speaker }),
    },
  };
}

async function send(address: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(address, init);
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    throw new FetchError(0, "offline", "The server cannot be reached. Check the network; nothing is lost.");
  }
}

function readError(text: string): { code: string; message: string | null } {
  try {
    const { error } = JSON.parse(text) as { error?: { code?: unknown; message?: unknown } };
    return { code: String(error?.code ?? ""), message: typeof error?.message === "string" ? error.message : null };
  } catch {
    return { code: "", message: null };
  }
}
