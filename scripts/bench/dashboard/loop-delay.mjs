// Loaded into the server by NODE_OPTIONS: writes how long its event loop was held up, a line every 100 ms, to the file that BENCH_LOOP_FILE names.
import fs from "node:fs";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { isMainThread } from "node:worker_threads";

const file = process.env.BENCH_LOOP_FILE;
if (file && isMainThread && process.argv[1]?.endsWith("server.js")) {
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  setInterval(() => {
    fs.appendFileSync(
      file,
      `${JSON.stringify({ at: Date.now(), max: delay.max / 1e6 - 5, p99: delay.percentile(99) / 1e6 - 5 })}\n`,
    );
    delay.reset();
  }, 100).unref();
}
