import { createServer, type RequestListener, type Server } from "node:http";
import { type AddressInfo, connect, createServer as createTcpServer } from "node:net";
import { gzipSync } from "node:zlib";
import { afterEach, describe, expect, test } from "vitest";
import { parseAllowedHosts } from "./allowed-hosts";
import { OutboundError } from "./outbound-error";
import { type OutboundRequest, outboundRequest } from "./outbound-request";

const servers: Server[] = [];

async function serve(listener: RequestListener): Promise<number> {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  return (server.address() as AddressInfo).port;
}

function ask(port: number, options: Partial<OutboundRequest> = {}) {
  return outboundRequest({
    url: `http://127.0.0.1:${port}/`,
    method: "GET",
    headers: {},
    allowed: parseAllowedHosts(`127.0.0.1:${port}`),
    ...options,
  });
}

async function kindOf(work: Promise<unknown>): Promise<string> {
  const error = await work.then(
    () => new Error("it answered"),
    (reason: unknown) => reason,
  );
  if (error instanceof OutboundError) return error.kind;
  throw error;
}

afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  }
});

describe("outboundRequest", () => {
  test("outboundRequest brings back status, headers and body, and keeps no cookie", async () => {
    const seen: (string | undefined)[] = [];
    const port = await serve((request, response) => {
      seen.push(request.headers.cookie);
      response.writeHead(418, { "set-cookie": "a=1", "x-word": "tea" }).end("short and stout");
    });
    const answer = await ask(port);
    expect(answer.status).toBe(418);
    expect(answer.body.toString()).toBe("short and stout");
    expect(answer.headers.get("x-word")).toBe("tea");
    expect(answer.headers.has("set-cookie")).toBe(false);
    await ask(port);
    expect(seen).toEqual([undefined, undefined]);
  });

  test("outboundRequest refuses loopback until the operator lists it, and the server hears nothing before", async () => {
    let heard = 0;
    const port = await serve((_request, response) => {
      heard++;
      response.end("ok");
    });
    expect(await kindOf(ask(port, { allowed: [] }))).toBe("refused_address");
    expect(await kindOf(ask(port, { url: `http://localhost:${port}/`, allowed: [] }))).toBe("refused_address");
    expect(heard).toBe(0);
    expect((await ask(port)).status).toBe(200);
    // The socket is kept open now; a stricter list does not ride on it.
    expect(await kindOf(ask(port, { allowed: [] }))).toBe("refused_address");
    expect(heard).toBe(1);
  });

  test("outboundRequest refuses a name that answers publicly first and with 127.0.0.1 later", async () => {
    let heard = 0;
    const port = await serve((_request, response) => {
      heard++;
      response.end("secret");
    });
    const answers = ["93.184.216.34", "127.0.0.1"];
    const resolve = async () => [{ address: answers.shift() ?? "127.0.0.1", family: 4 }];
    const url = `http://rebind.example:${port}/`;
    // The first answer is public and is dialled at that address (nothing is there in a test), whatever the name says by then.
    const first = await kindOf(ask(port, { url, allowed: [], resolve, limits: { connectMs: 300 } }));
    expect(["timeout", "connection"]).toContain(first);
    expect(await kindOf(ask(port, { url, allowed: [], resolve }))).toBe("refused_address");
    expect(heard).toBe(0);
  });

  test("outboundRequest refuses a name when one of several addresses is private", async () => {
    const resolve = async () => [
      { address: "93.184.216.34", family: 4 },
      { address: "10.0.0.1", family: 4 },
    ];
    expect(await kindOf(ask(80, { url: "http://mixed.example/", allowed: [], resolve }))).toBe("refused_address");
  });

  test("outboundRequest judges the address of the socket itself before a byte is sent", async () => {
    let heard = 0;
    const port = await serve((_request, response) => {
      heard++;
      response.end("secret");
    });
    const error = await outboundRequest({
      url: `http://93.184.216.34:${port}/`,
      method: "GET",
      headers: {},
      allowed: [],
      dial: (options) => connect({ host: "127.0.0.1", port: options.port }),
    }).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ kind: "refused_address" });
    expect(heard).toBe(0);
  });

  test("outboundRequest names a host that does not resolve and a port where nobody listens", async () => {
    const resolve = async () => Promise.reject(new Error("ENOTFOUND"));
    expect(await kindOf(ask(80, { url: "http://nowhere.example/", resolve }))).toBe("dns");
    expect(await kindOf(ask(1))).toBe("connection");
  });

  test("outboundRequest does not follow a redirect", async () => {
    let paths = 0;
    const port = await serve((_request, response) => {
      paths++;
      response.writeHead(302, { location: "/elsewhere" }).end();
    });
    expect((await ask(port)).status).toBe(302);
    expect(paths).toBe(1);
  });

  test("outboundRequest cuts off what is larger than the limit, packed or not", async () => {
    const bomb = gzipSync(Buffer.alloc(64 * 1024 * 1024));
    const packed = await serve((_request, response) => {
      response.writeHead(200, { "content-encoding": "gzip" }).end(bomb);
    });
    expect(bomb.length).toBeLessThan(100_000);
    expect(await kindOf(ask(packed))).toBe("too_large");
    const endless = await serve((_request, response) => {
      const more = (): void => {
        while (!response.destroyed && response.write("x".repeat(65_536)));
      };
      response.on("drain", more);
      more();
    });
    expect(await kindOf(ask(endless))).toBe("too_large");
  });

  test("outboundRequest unpacks gzip within the limit and refuses damaged or unknown packing", async () => {
    const replies = [
      { encoding: "gzip", body: gzipSync("hello") },
      { encoding: "gzip", body: Buffer.from("not gzip") },
      { encoding: "zstd", body: Buffer.from("?") },
    ];
    const port = await serve((_request, response) => {
      const reply = replies.shift();
      response.writeHead(200, { "content-encoding": reply?.encoding }).end(reply?.body);
    });
    expect((await ask(port)).body.toString()).toBe("hello");
    expect(await kindOf(ask(port))).toBe("bad_encoding");
    expect(await kindOf(ask(port))).toBe("bad_encoding");
  });

  test("outboundRequest ends a server that hangs, one that drips, and one that falls silent", async () => {
    const hangs = await serve(() => undefined);
    expect(await kindOf(ask(hangs, { limits: { totalMs: 150 } }))).toBe("timeout");
    const drips = await serve((_request, response) => {
      const timer = setInterval(() => response.write("."), 20);
      response.on("close", () => clearInterval(timer));
    });
    expect(await kindOf(ask(drips, { limits: { totalMs: 300, idleMs: 200 } }))).toBe("timeout");
    const silent = await serve((_request, response) => response.write("half"));
    const started = Date.now();
    expect(await kindOf(ask(silent, { limits: { totalMs: 5_000, idleMs: 150 } }))).toBe("timeout");
    expect(Date.now() - started).toBeLessThan(2_000);
  });

  test("outboundRequest tells a closed connection from an answer, before and in the middle of it", async () => {
    const closes = await serve((request) => request.socket.destroy());
    expect(await kindOf(ask(closes))).toBe("connection");
    const cuts = await serve((_request, response) => {
      response.writeHead(200, { "content-length": "100" });
      response.write("half");
      setTimeout(() => response.destroy(), 20);
    });
    expect(await kindOf(ask(cuts))).toBe("connection");
  });

  test("outboundRequest stops when its caller gives up", async () => {
    const hangs = await serve(() => undefined);
    const giveUp = new AbortController();
    setTimeout(() => giveUp.abort(), 50);
    expect(await kindOf(ask(hangs, { signal: giveUp.signal }))).toBe("aborted");
  });

  test("outboundRequest ends a handshake that never comes", async () => {
    const mute = createTcpServer(() => undefined);
    await new Promise<void>((ready) => mute.listen(0, "127.0.0.1", ready));
    const { port } = mute.address() as AddressInfo;
    expect(await kindOf(ask(port, { url: `https://127.0.0.1:${port}/`, limits: { connectMs: 150 } }))).toBe("timeout");
    mute.close();
  });

  test("outboundRequest calls a plain server behind https a failed secure connection", async () => {
    const port = await serve((_request, response) => response.end());
    expect(await kindOf(ask(port, { url: `https://127.0.0.1:${port}/` }))).toBe("tls");
  });
});
