import http from "node:http";

/** One request of a load, and what its answer must be. */
export interface LoadRequest {
  path: string;
  body: string;
}

/** What a load measured. */
export interface Load {
  requests: number;
  perSecond: number;
  /** Milliseconds of each request, in the order of its answer. */
  latencies: number[];
  /** Answers that were not 200, or that `isGood` refused. */
  failed: number;
}

export interface LoadOptions {
  url: string;
  /** Sends this many at a time, each on a connection of its own that stays open. */
  clients: number;
  headers: (client: number) => Record<string, string>;
  /** The next request of a client; null ends it. */
  next: (client: number) => LoadRequest | null;
  isGood?: (body: string) => boolean;
}

/** Posts requests as fast as answers come. */
export async function postAll({ url, clients, headers, next, isGood = () => true }: LoadOptions): Promise<Load> {
  const agent = new http.Agent({ keepAlive: true, maxSockets: clients });
  const { hostname, port, host } = new URL(url);
  const latencies: number[] = [];
  let failed = 0;
  const begun = performance.now();
  await Promise.all(
    Array.from({ length: clients }, async (_, client) => {
      for (let request = next(client); request; request = next(client)) {
        const at = performance.now();
        const { status, body } = await send(
          { agent, hostname: hostname === "localhost" ? "127.0.0.1" : hostname, port },
          { method: "POST", ...request },
          { host, "content-type": "application/json", ...headers(client) },
        );
        latencies.push(performance.now() - at);
        if (status !== 200 || !isGood(body)) failed++;
      }
    }),
  );
  const seconds = (performance.now() - begun) / 1000;
  agent.destroy();
  return { requests: latencies.length, perSecond: latencies.length / seconds, latencies, failed };
}

/** Sends one request and reads its whole answer. */
export function send(
  where: { agent: http.Agent; hostname: string; port: string },
  { method, path, body }: LoadRequest & { method: "GET" | "POST" },
  headers: Record<string, string>,
): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    const request = http.request({
      ...where,
      path,
      method,
      headers: { ...headers, "content-length": Buffer.byteLength(body) },
    });
    request.on("error", reject);
    request.on("response", (response) => {
      const parts: Buffer[] = [];
      response.on("data", (part: Buffer) => parts.push(part));
      response.on("end", () => resolve({ status: response.statusCode ?? 0, body: Buffer.concat(parts).toString() }));
      response.on("error", reject);
    });
    request.end(body);
  });
}
