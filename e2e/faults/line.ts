import net from "node:net";
import type { Browser } from "@playwright/test";
import { test as base, baseUrl } from "@/e2e/fixtures";

/**
 * What happens to bytes between browser and server: `open` hands them on; `cut` refuses every connection; `stalled` takes everything and
 * answers nothing, like a black hole; `deaf` hands requests on and cuts the line when the answer begins; a number is bytes a second.
 */
export type LineState = "open" | "cut" | "stalled" | "deaf" | number;

/** The way from the browsers of a test to the server. */
export interface Line {
  port: number;
  set: (state: LineState) => void;
  /** Leads to the server at another port of this machine from now on; null: to the one under test. What is open is cut. */
  leadTo: (port: number | null) => void;
  /** Answers that were cut off while it was deaf. */
  readonly lost: number;
}

const STEP_MILLISECONDS = 20;

async function startLine(target: string): Promise<Line & { close: () => Promise<void> }> {
  const pairs = new Set<[net.Socket, net.Socket]>();
  let state: LineState = "open";
  let lost = 0;
  let port = Number(new URL(target).port);
  const drop = () => {
    for (const pair of pairs) for (const socket of pair) socket.destroy();
    pairs.clear();
  };
  const server = net.createServer((client) => {
    if (state === "cut") return void client.resetAndDestroy();
    const upstream = net.connect(port, "127.0.0.1");
    const pair: [net.Socket, net.Socket] = [client, upstream];
    pairs.add(pair);
    for (const socket of pair) {
      socket.on("error", () => undefined);
      socket.on("close", () => {
        pairs.delete(pair);
        for (const other of pair) other.destroy();
      });
    }
    client.on("data", (bytes) => {
      if (state !== "stalled") upstream.write(bytes);
    });
    upstream.on("data", (bytes) => {
      if (state === "stalled") return;
      if (state === "deaf") {
        lost++;
        client.resetAndDestroy();
      } else if (typeof state === "number") void drip(upstream, client, bytes, state);
      else client.write(bytes);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  return {
    port: typeof address === "object" && address ? address.port : 0,
    set: (next) => {
      state = next;
      if (state === "cut" || state === "deaf") drop();
    },
    leadTo: (next) => {
      port = next ?? Number(new URL(target).port);
      drop();
    },
    get lost() {
      return lost;
    },
    close: async () => {
      drop();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function drip(from: net.Socket, to: net.Socket, bytes: Buffer, perSecond: number): Promise<void> {
  from.pause();
  const size = Math.max(1, Math.round((perSecond * STEP_MILLISECONDS) / 1000));
  for (let at = 0; at < bytes.length && !to.destroyed; at += size) {
    to.write(bytes.subarray(at, at + size));
    await new Promise((resolve) => setTimeout(resolve, STEP_MILLISECONDS));
  }
  from.resume();
}

/** What a browser is told so that the server's own name leads through the line. */
export function through(line: Line): string {
  return `--host-resolver-rules=MAP localhost:${new URL(baseUrl()).port} 127.0.0.1:${line.port}`;
}

/** The tests of faults between browser and server: every browser of theirs reaches it through the line. */
export const test = base.extend<{ line: Line }, { wire: Awaited<ReturnType<typeof startLine>>; browser: Browser }>({
  wire: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the parameter's pattern
    async ({}, use) => {
      const wire = await startLine(baseUrl());
      await use(wire);
      await wire.close();
    },
    { scope: "worker" },
  ],
  browser: [
    async ({ playwright, wire, launchOptions }, use) => {
      const args = [...(launchOptions.args ?? []), through(wire)];
      const browser = await playwright.chromium.launch({ ...launchOptions, args });
      await use(browser);
      await browser.close();
    },
    { scope: "worker" },
  ],
  line: async ({ wire }, use) => {
    wire.set("open");
    await use(wire);
    wire.set("open");
    wire.leadTo(null);
  },
});
