import net from "node:net";

/** A proxy that hands requests on and cuts the line when the answer begins. */
export interface CuttingProxy {
  url: string;
  close: () => Promise<void>;
}

/** Starts a proxy in front of `target`. What was sent through it arrives; no byte of an answer comes back. */
export async function startCuttingProxy(target: string): Promise<CuttingProxy> {
  const { host, port } = new URL(target);
  const sockets = new Set<net.Socket>();
  const server = net.createServer((client) => {
    const upstream = net.connect(Number(port), "127.0.0.1");
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on("error", () => undefined);
    }
    client.once("data", (head: Buffer) => {
      // Under the proxy's own name the request would be refused.
      upstream.write(Buffer.from(head.toString("latin1").replace(/^host:.*$/im, `host: ${host}`), "latin1"));
      client.pipe(upstream);
    });
    upstream.once("data", () => {
      client.resetAndDestroy();
      upstream.destroy();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === "object" && address ? address.port : 0}`,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
