// A scripted endpoint in a process of its own, for `judge-run.ts`: PORT LATENCY_MS BUSY_SHARE GARBAGE_SHARE. GET /counts says what it saw.
import { createServer, type ServerResponse } from "node:http";
import { createRandom } from "@/lib/stats/random";

const [port = "0", latency = "200", busyShare = "0", garbageShare = "0"] = process.argv.slice(2);
const random = createRandom(8, "judge-endpoint");
const GARBAGE = ["<html>busy</html>", '{"choices":[{"message":', '{"choices":[]}', '{"choices":"none"}'];

const seen = { requests: 0, busy: 0, garbage: 0, answered: 0, open: 0, mostOpen: 0, arrivals: [] as number[], idleMs: 0 };
let emptySince = 0;

const server = createServer((request, response) => {
  if (request.url === "/counts") {
    response.end(JSON.stringify(seen));
    return;
  }
  const now = Date.now();
  seen.requests++;
  seen.arrivals.push(now);
  if (seen.open === 0 && emptySince > 0) seen.idleMs += now - emptySince;
  seen.open++;
  seen.mostOpen = Math.max(seen.mostOpen, seen.open);
  response.once("close", () => {
    seen.open--;
    if (seen.open === 0) emptySince = Date.now();
  });
  const lot = random.next();
  const parts: Buffer[] = [];
  request.on("data", (part: Buffer) => parts.push(part));
  request.on("end", () => {
    if (lot < Number(busyShare)) refuse(response);
    else
      setTimeout(
        () => answer(response, Buffer.concat(parts).toString(), lot < Number(busyShare) + Number(garbageShare)),
        Number(latency),
      );
  });
});
server.keepAliveTimeout = 60_000;
server.listen(Number(port), "127.0.0.1", () => {
  const address = server.address();
  process.stdout.write(`${typeof address === "object" ? address?.port : ""}\n`);
});

function refuse(response: ServerResponse): void {
  seen.busy++;
  response.writeHead(429, { "content-type": "application/json", "retry-after": "1" }).end('{"error":{"message":"slow down"}}');
}

function answer(response: ServerResponse, body: string, isGarbage: boolean): void {
  if (response.destroyed) return;
  response.writeHead(200, { "content-type": "application/json" });
  if (isGarbage) {
    seen.garbage++;
    response.end(GARBAGE[seen.garbage % GARBAGE.length]);
    return;
  }
  seen.answered++;
  // Speaks for A in both orders.
  const first = body.indexOf("reply A of") < body.indexOf("reply B of") ? "1" : "2";
  const top = ["1", "2"].map((token) => ({ token, logprob: token === first ? -0.2 : -1.9, bytes: [49] }));
  response.end(
    JSON.stringify({
      id: "x",
      object: "chat.completion",
      model: "scripted",
      choices: [
        {
          index: 0,
          message: { role: "assistant", content: first },
          finish_reason: "stop",
          logprobs: { content: [{ token: first, logprob: -0.2, bytes: [49], top_logprobs: top }] },
        },
      ],
      usage: { prompt_tokens: 300, completion_tokens: 1, total_tokens: 301 },
    }),
  );
}
