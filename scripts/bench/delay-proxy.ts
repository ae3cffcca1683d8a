import net from "node:net";

/** A door to a server that is far away. */
export interface DelayProxy {
  port: number;
  stop: () => void;
}

/** Passes bytes on to `port` of this machine and back, each way half of `milliseconds` later: what a longer line adds to a round trip. */
export function startDelayProxy(port: number, milliseconds: number): Promise<DelayProxy> {
  const open = new Set<net.Socket>();
  const proxy = net.createServer((near) => {
    const far = net.connect(port, "127.0.0.1");
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      open.add(from);
      from.setNoDelay(true);
      from.on("data", (bytes) => setTimeout(() => to.writable && to.write(bytes), milliseconds / 2));
      from.on("end", () => setTimeout(() => to.end(), milliseconds / 2));
      from.on("error", () => to.destroy());
      from.on("close", () => open.delete(from));
    }
  });
  return new Promise((resolve) => {
    proxy.listen(0, "127.0.0.1", () => {
      const address = proxy.address();
      resolve({
        port: typeof address === "object" && address !== null ? address.port : 0,
        stop: () => {
          for (const socket of open) socket.destroy();
          proxy.close();
        },
      });
    });
  });
}
