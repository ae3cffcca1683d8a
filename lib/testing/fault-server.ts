import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";
import { messageBody, textCompletionBody } from "./provider-bodies";

/** What the server does with one request. */
export type Reply =
  | {
      kind: "answer";
      text: string;
      logprobs?: Readonly<Record<string, number>>;
      delayMs?: number;
      model?: string;
      tokensIn?: number;
      tokensOut?: number;
    }
  | { kind: "body"; body: string; status?: number; headers?: Readonly<Record<string, string>> }
  | { kind: "status"; status: number; headers?: Readonly<Record<string, string>>; message?: string }
  | { kind: "hang" }
  | { kind: "drip" }
  | { kind: "close" }
  | { kind: "cut" }
  | { kind: "huge" }
  | { kind: "bomb" };

/** A request as the server saw it. */
export interface SeenRequest {
  /** From 0, over the server's life. */
  index: number;
  /** How often this same prompt was asked before, from 0. */
  repeat: number;
  path: string;
  authorization: string | null;
  headers: Readonly<Record<string, string | string[] | undefined>>;
  /** The prompt: all messages' contents, joined. */
  prompt: string;
  body: Readonly<Record<string, unknown>>;
}

/** A server with a script. */
export interface FaultServer {
  /** Where its API begins, "http://127.0.0.1:PORT/v1". */
  baseUrl: string;
  /** "127.0.0.1:PORT", as JUDGE_ALLOWED_HOSTS wants it. */
  host: string;
  requests: SeenRequest[];
  /** The most requests that were open at once. */
  mostAtOnce: () => number;
  /** Another script from now on. */
  play: (script: Script) => void;
  close: () => Promise<void>;
}

export type Script = (request: SeenRequest) => Reply;

/**
 * A server of chat completions, text completions and messages that does what its script says: answers with known log-probabilities, statuses, web pages,
 * half a JSON, silence, drips, cut connections, bodies without end. For tests; it listens on loopback alone.
 */
export async function startFaultServer(script: Script, port = 0): Promise<FaultServer> {
  let current = script;
  let open = 0;
  let most = 0;
  const requests: SeenRequest[] = [];
  const asked = new Map<string, number>();

  const server = createServer(async (request, response) => {
    open++;
    most = Math.max(most, open);
    response.on("close", () => {
      open--;
    });
    const text = await readAll(request);
    const body = parseBody(text);
    const prompt = promptOf(body);
    const repeat = asked.get(prompt) ?? 0;
    asked.set(prompt, repeat + 1);
    const seen: SeenRequest = {
      index: requests.length,
      repeat,
      path: request.url ?? "",
      authorization: request.headers.authorization ?? null,
      headers: request.headers,
      prompt,
      body,
    };
    requests.push(seen);
    perform(current(seen), seen, request, response);
  });
  const actualPort = await listen(server, port);
  return {
    baseUrl: `http://127.0.0.1:${actualPort}/v1`,
    host: `127.0.0.1:${actualPort}`,
    requests,
    mostAtOnce: () => most,
    play: (next) => {
      current = next;
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}

/** The body of a chat completion whose first token has these probabilities. */
export function completionBody(reply: Extract<Reply, { kind: "answer" }>): Record<string, unknown> {
  const listed = Object.entries(reply.logprobs ?? {}).map(([token, logprob]) => ({
    token,
    logprob,
    bytes: [...Buffer.from(token)],
  }));
  const written = listed.find(({ token }) => token === reply.text) ?? listed[0];
  return {
    id: "chatcmpl-test",
    object: "chat.completion",
    created: 1_700_000_000,
    model: reply.model ?? "scripted-1",
    choices: [
      {
        index: 0,
        message: { role: "assistant", content: reply.text, refusal: null },
        logprobs: written ? { content: [{ ...written, top_logprobs: listed }], refusal: null } : null,
        finish_reason: "stop",
      },
    ],
    usage: {
      prompt_tokens: reply.tokensIn ?? 100,
      completion_tokens: reply.tokensOut ?? 1,
      total_tokens: (reply.tokensIn ?? 100) + (reply.tokensOut ?? 1),
    },
  };
}

/** Each of the three protocols has its path and its body. */
function bodyFor(reply: Extract<Reply, { kind: "answer" }>, seen: SeenRequest): Record<string, unknown> {
  if (seen.path.startsWith("/v1/messages")) return messageBody(reply);
  if (seen.path.startsWith("/v1/completions")) return textCompletionBody(reply, seen.body);
  return completionBody(reply);
}

function perform(reply: Reply, seen: SeenRequest, request: IncomingMessage, response: ServerResponse): void {
  switch (reply.kind) {
    case "answer":
      setTimeout(() => json(response, 200, bodyFor(reply, seen)), reply.delayMs ?? 0);
      return;
    case "status":
      response.writeHead(reply.status, { "content-type": "application/json", ...reply.headers });
      response.end(
        JSON.stringify({ error: { message: reply.message ?? `scripted ${reply.status}`, type: "scripted", code: null } }),
      );
      return;
    case "body":
      response.writeHead(reply.status ?? 200, { "content-type": "application/json", ...reply.headers }).end(reply.body);
      return;
    case "hang":
      return;
    case "drip":
      drip(response);
      return;
    case "close":
      request.socket.destroy();
      return;
    case "cut":
      response.writeHead(200, { "content-type": "application/json", "content-length": "1000" });
      response.write('{"choices":[');
      setTimeout(() => response.destroy(), 10);
      return;
    case "huge":
      pour(response);
      return;
    case "bomb":
      response
        .writeHead(200, { "content-type": "application/json", "content-encoding": "gzip" })
        .end(gzipSync(Buffer.alloc(32 * 1024 * 1024, " ")));
  }
}

function json(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}

function drip(response: ServerResponse): void {
  response.writeHead(200, { "content-type": "application/json" });
  const timer = setInterval(() => response.write(" "), 50);
  response.on("close", () => clearInterval(timer));
}

function pour(response: ServerResponse): void {
  response.writeHead(200, { "content-type": "application/json" });
  const chunk = Buffer.alloc(64 * 1024, " ");
  const more = (): void => {
    while (!response.destroyed && response.write(chunk));
  };
  response.on("drain", more);
  more();
}

async function readAll(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString("utf8");
}

function parseBody(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}

function promptOf(body: Readonly<Record<string, unknown>>): string {
  if (!Array.isArray(body.messages))
    return Array.isArray(body.prompt) ? body.prompt.map(String).join("\n\n") : String(body.prompt);
  const messages = body.messages;
  return messages.map((message: { content?: unknown }) => String(message.content)).join("\n\n");
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((ready, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => ready((server.address() as AddressInfo).port));
  });
}
